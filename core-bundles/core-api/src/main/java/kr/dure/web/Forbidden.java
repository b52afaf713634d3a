package kr.dure.web;

import kr.dure.product.Text;

/** 403: the caller may not do this. */
public final class Forbidden extends Problem {
    private static final long serialVersionUID = 1L;

    public Forbidden(String ko, String en) {
        super(403, "forbidden", new Text("권한이 없습니다", "Forbidden"), new Text(ko, en));
    }
}
