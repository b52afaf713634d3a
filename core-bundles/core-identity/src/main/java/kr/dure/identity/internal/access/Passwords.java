package kr.dure.identity.internal.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.web.Unavailable;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.osgi.service.component.annotations.Component;

/**
 * Argon2id hashes (RFC 9106) in the usual text form. Hashing takes 19 MiB and some 30 ms each by design, so it has a lane
 * of its own: half of the processors at most, and a short queue, so that a flood of logins leaves the rest to everyone
 * else.
 */
@Component(service = Passwords.class)
public final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MAX_WAITING = 48;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore lane =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final AtomicInteger inside = new AtomicInteger();
    private final String nobody = hash("nobody has this password");

    /**
     * A hash of {@code password} with a salt of its own.
     *
     * @throws Unavailable when too many are waiting already
     */
    public String hash(String password) {
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
     * @throws Unavailable when too many are waiting already
     */
    public boolean verify(String password, String hash) {
        String[] parts = (hash == null ? nobody : hash).split("\\$");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        return MessageDigest.isEqual(expected, derive(password, salt)) && hash != null;
    }

    private byte[] derive(String password, byte[] salt) {
        byte[] hash = new byte[HASH_BYTES];
        // NFC: a Mac sends Hangul in pieces, and it is the same password.
        byte[] bytes = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        try {
            if (inside.incrementAndGet() > MAX_WAITING) {
                throw new Unavailable(
                        "지금 로그인하는 사람이 너무 많습니다. 잠시 후 다시 시도해 주세요.",
                        "Too many logins at the same time. Please try again shortly.");
            }
            lane.acquireUninterruptibly();
            try {
                // Takes its 19 MiB at once, so not before its turn.
                Argon2BytesGenerator generator = new Argon2BytesGenerator();
                generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(MEMORY_KIB)
                        .withIterations(ITERATIONS)
                        .withParallelism(1)
                        .withSalt(salt)
                        .build());
                generator.generateBytes(bytes, hash);
            } finally {
                lane.release();
            }
        } finally {
            inside.decrementAndGet();
        }
        return hash;
    }
}
