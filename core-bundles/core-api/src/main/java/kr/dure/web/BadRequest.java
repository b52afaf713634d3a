package kr.dure.web;

import java.util.List;
import kr.dure.product.Text;

/** 400: the request cannot be read. Names the parameter or field at fault. */
public final class BadRequest extends Problem {
    private static final long serialVersionUID = 1L;

    public BadRequest(String field, String ko, String en) {
        super(
                400,
                "bad-request",
                new Text("요청을 읽을 수 없습니다", "The request cannot be read"),
                new Text(ko, en),
                List.of(new FieldError(field, new Text(ko, en))));
    }
}
