package kr.dure.identity.internal.tenant;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names under the shared domain, first come, first served (S2). */
final class SharedName {
    /** One DNS label of plain letters (RFC 1123). Other scripts, and punycode with them, are refused by the form. */
    private static final Pattern FORM = Pattern.compile("(?!..--)[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    private static final Set<String> RESERVED = Set.of(("account accounts admin administrator api app apps autoconfig"
                    + " autodiscover billing blog caldav carddav cdn cloud console dav demo-admin dev dns docs download"
                    + " dure email files ftp help helpdesk host hostmaster imap info intranet ldap localhost login logout"
                    + " m mail manager master mobile mta mx mx1 mx2 my ns ns1 ns2 ns3 office365 onnet21 operator ops"
                    + " payment pop pop3 portal postmaster privacy proxy root secure security server service shell smtp"
                    + " ssl sso static status store submission support sys sysadmin system test tls update upload vpn"
                    + " web webmail webmaster whois wpad www www1 www2 xmpp")
            .split(" "));

    private static final Set<String> RESERVED_LOOKS =
            RESERVED.stream().map(SharedName::skeleton).collect(Collectors.toUnmodifiableSet());

    private SharedName() {}

    /** Whether it is a DNS label of 2 to 32 plain letters, digits and inner hyphens. */
    static boolean valid(String name) {
        return name != null && name.length() >= 2 && FORM.matcher(name).matches();
    }

    /** Whether it is one of the names that the installation keeps, or looks like one: {@code adm1n}. */
    static boolean reserved(String name) {
        return RESERVED_LOOKS.contains(skeleton(name));
    }

    /**
     * What the name looks like, after the confusable characters of Unicode TR39 that a plain label can hold: two names
     * with one skeleton are mistaken for each other.
     */
    static String skeleton(String name) {
        return name.replace('0', 'o')
                .replace('1', 'l')
                .replace('i', 'l')
                .replace("rn", "m")
                .replace("vv", "w");
    }

    /** Names close to {@code name}, best first; whether they are free is for the caller to see. */
    static List<String> near(String name) {
        String stem = name.length() > 24 ? name.substring(0, 24) : name;
        return Stream.concat(
                        Stream.of(stem + "-kr", stem + "-office", stem + "-group", stem + "-hq"),
                        IntStream.range(2, 20).mapToObj(i -> stem + i))
                .filter(SharedName::valid)
                .filter(candidate -> !reserved(candidate))
                .toList();
    }
}
