package kr.dure.web.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kr.dure.product.Text;
import kr.dure.web.Problem;

/**
 * Pages of other origins may not act for the person in front of them. Companies under the shared domain are neighbours
 * (the same site to a browser), so only the very same origin counts.
 */
final class Origins {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** {@code none}: typed or bookmarked by the person. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private Origins() {}

    /** Whether a request changes something, or opens a connection that does. */
    static boolean matters(String method, Function<String, List<String>> headers) {
        return !SAFE.contains(method) || !headers.apply("Upgrade").isEmpty();
    }

    /**
     * Lets pass what carries no origin (no browser) or our own.
     *
     * @throws Problem 403 {@code foreign-origin}
     */
    static void check(Visit visit, Function<String, List<String>> headers) {
        List<String> origin = headers.apply("Origin");
        List<String> site = headers.apply("Sec-Fetch-Site");
        boolean fetchedHere = site.equals(List.of("same-origin"));
        // A form on a page that sends no referrer says "null"; whose page it was then stands in the other header.
        boolean ours = origin.isEmpty()
                || origin.equals(List.of(visit.origin()))
                || origin.equals(List.of("null")) && fetchedHere;
        if (!ours || !site.isEmpty() && !(site.size() == 1 && OWN.contains(site.get(0)))) {
            throw new Problem(
                            403,
                            "foreign-origin",
                            new Text("다른 사이트에서 온 요청입니다", "Request from another site"),
                            new Text(
                                    "이 주소의 화면에서만 할 수 있는 일입니다. " + visit.origin() + " 화면을 새로 열어 다시 시도해 주세요.",
                                    "Only pages of this address may do this. Please open " + visit.origin()
                                            + " and try again."))
                    .with("expected", visit.origin());
        }
    }
}
