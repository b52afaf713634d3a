package kr.dure.web;

import kr.dure.product.Text;

/** 503: something needed is away for now; the same request may succeed later. */
public final class Unavailable extends Problem {
    private static final long serialVersionUID = 1L;

    public Unavailable(String ko, String en) {
        super(503, "unavailable", new Text("잠시 사용할 수 없습니다", "Temporarily unavailable"), new Text(ko, en));
    }
}
