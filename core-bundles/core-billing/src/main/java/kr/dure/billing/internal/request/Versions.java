package kr.dure.billing.internal.request;

import kr.dure.product.Text;
import kr.dure.web.Problem;

/** {@code If-Match} against the version of a request. */
public final class Versions {
    private Versions() {}

    /**
     * The version that {@code ifMatch} names, or null when it names none or any.
     *
     * @throws Problem 412 when it is no version at all
     */
    public static Integer of(String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replace("\"", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw stale();
        }
        return Integer.valueOf(digits);
    }

    /** @throws Problem 412 when the caller has seen another version than there is */
    public static void require(Integer expected, int version) {
        if (expected != null && expected != version) {
            throw stale();
        }
    }

    private static Problem stale() {
        return new Problem(
                412,
                "stale",
                new Text("그사이 바뀌었습니다", "Changed in the meantime"),
                new Text("새로 읽은 뒤 다시 시도해 주세요.", "Read it again and retry."));
    }
}
