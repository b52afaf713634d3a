package kr.dure.notification.internal;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that can stand in a header and in an SMTP command as they are: no quotes, comments, lists or controls. */
public final class EmailAddress {
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int MAX_LOCAL = 64;
    private static final int MAX = 254;

    private EmailAddress() {}

    /** The address with its domain in lower-case ASCII (한글.kr becomes xn--…), or empty when it is none. */
    public static Optional<String> parse(String typed) {
        int at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > MAX) {
            return Optional.empty();
        }
        String local = typed.substring(0, at);
        String domain;
        try {
            domain = IDN.toASCII(typed.substring(at + 1)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String address = local + "@" + domain;
        boolean valid = local.length() <= MAX_LOCAL
                && address.length() <= MAX
                && LOCAL.matcher(local).matches()
                && DOMAIN.matcher(domain).matches();
        return valid ? Optional.of(address) : Optional.empty();
    }
}
