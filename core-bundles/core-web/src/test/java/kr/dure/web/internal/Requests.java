package kr.dure.web.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Headers and visits for tests of the edge. */
final class Requests {
    static final String PROXY = "10.0.0.1";
    static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/24, 2001:db8:1::/48");

    private Requests() {}

    /** Pairs of a header's name and a value; a name may come twice. */
    static Function<String, List<String>> headers(String... pairs) {
        Map<String, List<String>> lines = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            lines.computeIfAbsent(pairs[i], name -> new java.util.ArrayList<>()).add(pairs[i + 1]);
        }
        return name -> lines.getOrDefault(name, List.of());
    }

    static Visit visit(String peer, String... headers) {
        return Visit.of(PROXIES, peer, false, headers(headers));
    }
}
