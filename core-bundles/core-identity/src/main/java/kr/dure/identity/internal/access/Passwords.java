package kr.dure.identity.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import kr.dure.web.Invalid;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id hashes (RFC 9106) in the usual text form. Hashing takes 19 MiB and some 30 ms each by design, so only as many
 * run at once as there are processors.
 */
final class Passwords {
    /** Length decides; composition rules are no longer asked for (since 2023). */
    static final int MIN_LENGTH = 8;

    private static final int MAX_LENGTH = 128;
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore lane = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String nobody = hash("nobody has this password");

    /** A hash of {@code password} with a salt of its own. */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=1$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(derive(password, salt));
    }

    /**
     * Whether {@code password} belongs to {@code hash}.
     *
     * @param hash what {@link #hash} returned, or null for an account that does not exist: takes as long, answers false
     */
    boolean verify(String password, String hash) {
        String[] parts = (hash == null ? nobody : hash).split("\\$");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        return MessageDigest.isEqual(expected, derive(password, salt)) && hash != null;
    }

    private byte[] derive(String password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(ITERATIONS)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        // NFC: a Mac sends Hangul in pieces, and it is the same password.
        byte[] bytes = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        lane.acquireUninterruptibly();
        try {
            generator.generateBytes(bytes, hash);
        } finally {
            lane.release();
        }
        return hash;
    }

    /** Notes a password that is too short, too long or the login id itself. */
    static void check(Invalid.Checks checks, String field, String password, String loginId) {
        if (!checks.check(
                password != null && password.length() >= MIN_LENGTH && password.length() <= MAX_LENGTH,
                field,
                "비밀번호는 " + MIN_LENGTH + "자 이상 " + MAX_LENGTH + "자 이하여야 합니다.",
                "The password must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.")) {
            return;
        }
        checks.check(
                !password.equalsIgnoreCase(loginId),
                field,
                "비밀번호가 로그인 아이디와 같을 수 없습니다.",
                "The password must differ from the login id.");
    }
}
