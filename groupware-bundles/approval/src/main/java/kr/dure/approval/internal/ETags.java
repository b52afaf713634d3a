package kr.dure.approval.internal;

import jakarta.ws.rs.core.Response;
import kr.dure.product.Text;
import kr.dure.web.Problem;

/** {@code ETag} and {@code If-Match} by the version of a thing. */
public final class ETags {
    private ETags() {}

    /**
     * The version that {@code If-Match} names.
     *
     * @throws Problem 412 when it names none; what is edited must have been read
     */
    public static int version(String ifMatch) {
        String digits = ifMatch == null ? "" : ifMatch.replace("\"", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw stale();
        }
        return Integer.parseInt(digits);
    }

    /** @throws Problem 412 when somebody was quicker */
    public static void require(int expected, int version) {
        if (expected != version) {
            throw stale();
        }
    }

    public static Response answer(int status, Object entity, int version) {
        return Response.status(status)
                .entity(entity)
                .tag(String.valueOf(version))
                .build();
    }

    private static Problem stale() {
        return new Problem(
                412,
                "stale",
                new Text("그사이 바뀌었습니다", "Changed in the meantime"),
                new Text("새로 읽은 뒤 If-Match와 함께 다시 시도해 주세요.", "Read it again and retry with If-Match."));
    }
}
