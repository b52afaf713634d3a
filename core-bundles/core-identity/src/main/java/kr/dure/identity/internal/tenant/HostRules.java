package kr.dure.identity.internal.tenant;

import java.util.Locale;
import java.util.regex.Pattern;
import kr.dure.web.Invalid;

/** What a host and a mail domain of a company's own look like. */
final class HostRules {
    /** Plain labels (RFC 1123). Other scripts come as punycode, which a look-alike could hide in, so none is taken. */
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)((?!..--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    private HostRules() {}

    static String normal(String host) {
        return host == null ? "" : host.strip().toLowerCase(Locale.ROOT);
    }

    /** Notes what is wrong with a host and its mail domain, both normal. */
    static void check(
            Invalid.Checks checks,
            String host,
            String hostField,
            String mailDomain,
            String mailDomainField,
            String sharedDomain) {
        checks.check(
                DOMAIN.matcher(host).matches() && !under(host, sharedDomain),
                hostField,
                "회사 도메인의 호스트 이름이 필요합니다. 예: gw.acme.co.kr",
                "A host name under the company's own domain is required, e.g. gw.acme.co.kr.");
        checks.check(
                DOMAIN.matcher(mailDomain).matches()
                        && (host.endsWith("." + mailDomain) || host.equals(mailDomain))
                        && !under(mailDomain, sharedDomain)
                        && !publicSuffix(mailDomain),
                mailDomainField,
                "호스트가 속한 메일 도메인이 필요합니다. 예: acme.co.kr",
                "The mail domain that the host belongs to is required, e.g. acme.co.kr.");
    }

    private static boolean under(String name, String parent) {
        return name.equals(parent) || name.endsWith("." + parent);
    }

    /** Korea's second levels belong to nobody: whoever claimed co.kr would claim every company in it. */
    private static boolean publicSuffix(String domain) {
        return !domain.contains(".")
                || domain.matches("(co|or|ne|re|pe|go|mil|ac|hs|ms|es|sc|kg|seoul|busan|daegu|incheon|gwangju|daejeon"
                        + "|ulsan|gyeonggi|gangwon|chungbuk|chungnam|jeonbuk|jeonnam|gyeongbuk|gyeongnam|jeju|ai|io|it|me)"
                        + "\\.kr|(co|com|org|net|ac|gov)\\.[a-z]{2}");
    }
}
