package kr.dure.addons.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kr.dure.web.AppTraffic;
import kr.dure.web.AppTraffic.Recent;

/**
 * Whether an add-on does harm: half of its last requests, at least 20 in a minute, end in an error that nobody foresaw, or
 * 5 of 100 take longer than 10 s while the rest of the server is quick.
 */
final class AddonWatch {
    static final int FEWEST = 20;
    static final int MOST_FAILURES_PERCENT = 50;
    static final long SLOWEST_P95 = 10_000;
    private static final long QUICK = 2_000;

    private AddonWatch() {}

    /**
     * The reason to switch an add-on off.
     *
     * @param paths its addresses, with the name of its bundle
     */
    static Optional<Verdict> judge(AppTraffic traffic, Map<String, String> paths) {
        List<Recent> recent = traffic.recent();
        OptionalLong others = recent.stream()
                .filter(one -> !paths.containsKey(one.base()))
                .mapToLong(Recent::p95Millis)
                .max();
        for (Recent one : recent) {
            String bundle = paths.get(one.base());
            if (bundle == null || one.requests() < FEWEST) {
                continue;
            }
            if (one.failures() * 100 >= one.requests() * MOST_FAILURES_PERCENT) {
                return Optional.of(new Verdict(
                        bundle,
                        one.failures() + " of its last " + one.requests() + " requests at " + one.base()
                                + " ended in an error."));
            }
            if (one.p95Millis() > SLOWEST_P95 && others.orElse(0) < QUICK) {
                return Optional.of(new Verdict(
                        bundle,
                        "5 of 100 requests at " + one.base() + " took longer than " + one.p95Millis()
                                + " ms, while the others were quick."));
            }
        }
        return Optional.empty();
    }

    /**
     * @param bundle symbolic name
     * @param reason in English
     */
    record Verdict(String bundle, String reason) {}
}
