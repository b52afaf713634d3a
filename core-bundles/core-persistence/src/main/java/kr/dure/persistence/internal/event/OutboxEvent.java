package kr.dure.persistence.internal.event;

import java.time.Instant;
import java.util.UUID;

/** One row of the outbox, in the order of its transaction and then of its number. */
record OutboxEvent(
        String xid, long seq, UUID tenant, UUID id, String type, String key, String body, Instant at, int attempts) {
    /** What keeps its order. */
    record Key(UUID tenant, String key) {}

    Key order() {
        return new Key(tenant, key);
    }
}
