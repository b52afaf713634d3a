package kr.dure.web;

import kr.dure.product.Text;

/** 404: the thing asked for does not exist, or not for this tenant. */
public final class NotFound extends Problem {
    private static final long serialVersionUID = 1L;

    public NotFound(String ko, String en) {
        super(404, "not-found", new Text("찾을 수 없습니다", "Not found"), new Text(ko, en));
    }
}
