package kr.dure.web;

import java.util.Optional;

/** Answers already given. Implemented by core-persistence, asked by core-web. */
public interface IdempotencyStore {
    /**
     * The stored answer of the current tenant for this key, or empty.
     *
     * @throws Problem 409 {@code idempotency-key-reused} when the key was used for another request
     */
    Optional<String> find(IdempotencyKey key);
}
