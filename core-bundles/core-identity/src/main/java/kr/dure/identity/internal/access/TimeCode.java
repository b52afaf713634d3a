package kr.dure.identity.internal.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes by time (TOTP, RFC 6238) as every authenticator app makes them: six digits, 30 seconds, SHA-1. */
public final class TimeCode {
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_LETTERS = 32;
    private static final long STEP_SECONDS = 30;

    private TimeCode() {}

    /** A new secret of 160 bits in Base32. */
    public static String newSecret() {
        return random(SECRET_LETTERS);
    }

    /** Letters and digits that are not mistaken for each other. */
    public static String random(int letters) {
        StringBuilder text = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            text.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
        }
        return text.toString();
    }

    /**
     * The time step whose code was typed: the current one or a neighbour, as clocks differ.
     *
     * @param lastStep the step used last; that one and earlier ones count no more
     */
    public static OptionalLong step(String secret, String typed, Instant now, long lastStep) {
        String digits = typed.replace(" ", "");
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = current - 1; step <= current + 1; step++) {
            if (step > lastStep && code(secret, step).equals(digits)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** The code of a moment. */
    public static String code(String secret, Instant at) {
        return code(secret, at.getEpochSecond() / STEP_SECONDS);
    }

    private static String code(String secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(decode(secret), "HmacSHA1"),
                    Instant.ofEpochSecond(step * STEP_SECONDS),
                    Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (char letter : base32.toCharArray()) {
            buffer = buffer << 5 | BASE32.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }

    /** The address an authenticator app reads from the QR code. */
    public static String uri(String secret, String issuer, String loginId) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(loginId) + "?secret=" + secret + "&issuer="
                + encode(issuer);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code text} as a QR code: an SVG of black squares on white with a quiet zone. */
    public static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int border = 4;
        int size = code.size + 2 * border;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + border)
                            .append(',')
                            .append(y + border)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\" role=\"img\"><path fill=\"#fff\" d=\"M0,0h" + size + "v" + size
                + "h-" + size + "z\"/><path d=\"" + path + "\"/></svg>";
    }
}
