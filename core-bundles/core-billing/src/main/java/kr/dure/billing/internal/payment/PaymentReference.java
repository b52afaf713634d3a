package kr.dure.billing.internal.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a company writes beside its transfer so that it is known by it (납부자번호): {@code D}, seven characters that follow
 * from its id, and a check character. The letters I, L, O and U are not used.
 */
public final class PaymentReference {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHECK_PRIME = 31;
    private static final int LENGTH = 7;
    private static final int BITS = 5;
    private static final Pattern PATTERN =
            Pattern.compile("(?<![0-9A-Z])D([0-9A-HJKMNP-TV-Z]{" + LENGTH + "})([0-9A-HJKMNP-TV-Z])(?![0-9A-Z])");

    private PaymentReference() {}

    /** The reference of a company, nine characters. */
    public static String of(UUID tenant) {
        // The random half of a UUIDv7, spread over all bits.
        long mixed = (tenant.getLeastSignificantBits() ^ Long.rotateLeft(tenant.getMostSignificantBits(), 17))
                * 0x9E3779B97F4A7C15L;
        long bits = mixed >>> (Long.SIZE - LENGTH * BITS);
        StringBuilder text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (bits >>> (i * BITS) & 31)));
        }
        return "D" + text + check(text);
    }

    /** The reference that stands in {@code text}, if one does and is typed right. */
    static Optional<String> in(String text) {
        Matcher matcher = PATTERN.matcher(text.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('I', '1')
                .replace('L', '1')
                .replace('O', '0'));
        while (matcher.find()) {
            if (check(matcher.group(1)) == matcher.group(2).charAt(0)) {
                return Optional.of(matcher.group());
            }
        }
        return Optional.empty();
    }

    private static char check(CharSequence text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum * 7 + ALPHABET.indexOf(text.charAt(i))) % CHECK_PRIME;
        }
        return ALPHABET.charAt(sum);
    }
}
