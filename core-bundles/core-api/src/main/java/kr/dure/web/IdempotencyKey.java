package kr.dure.web;

import java.util.Optional;
import java.util.function.Function;

/**
 * The key of the request that the current thread executes. Set by core-web, consumed by the first write transaction.
 *
 * @param account whose key it is
 * @param key what the client sent, 1 to 255 characters
 * @param fingerprint hash of method, path and body: the same key with another request is a conflict
 * @param encoder turns the transaction's result into the stored answer
 */
public record IdempotencyKey(String account, String key, String fingerprint, Function<Object, String> encoder) {
    private static final ThreadLocal<IdempotencyKey> CURRENT = new ThreadLocal<>();

    /** Binds the key to the current thread; null unbinds. */
    public static void bind(IdempotencyKey key) {
        if (key == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(key);
        }
    }

    /** Hands the key out once; afterwards the thread has none. */
    public static Optional<IdempotencyKey> take() {
        Optional<IdempotencyKey> key = Optional.ofNullable(CURRENT.get());
        CURRENT.remove();
        return key;
    }
}
