package kr.dure.web;

import kr.dure.product.Text;

/** 409: the request contradicts what is. */
public final class Conflict extends Problem {
    private static final long serialVersionUID = 1L;

    public Conflict(String ko, String en) {
        super(409, "conflict", new Text("지금 상태와 맞지 않습니다", "Conflict with the current state"), new Text(ko, en));
    }
}
