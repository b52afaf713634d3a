package kr.dure.identity.internal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names under the shared domain, first come, first served (S2). */
final class SharedName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
    private static final Set<String> RESERVED = Set.of(("admin api app autoconfig autodiscover cdn dav dns dure ftp"
                    + " help imap localhost login mail mx ns ns1 ns2 operator"
                    + " pop pop3 postmaster root smtp static status support system test webmail www")
            .split(" "));

    private SharedName() {}

    /** Whether it is a DNS label of plain letters that could be mistaken for nothing else. */
    static boolean valid(String name) {
        return name != null && FORM.matcher(name).matches() && !name.startsWith("xn--") && name.length() >= 2;
    }

    static boolean reserved(String name) {
        return RESERVED.contains(name);
    }

    /** Names close to {@code name}, best first; whether they are free is for the caller to see. */
    static List<String> near(String name) {
        String stem = name.length() > 24 ? name.substring(0, 24) : name;
        return Stream.concat(
                        Stream.of(stem + "-kr", stem + "-office", stem + "-group", stem + "-hq"),
                        IntStream.range(2, 20).mapToObj(i -> stem + i))
                .filter(SharedName::valid)
                .toList();
    }
}
