package kr.dure.persistence.internal;

import java.time.Instant;
import java.util.UUID;

/** An event of a transaction that has not ended. */
record PendingEvent(UUID id, String type, String key, String body, Instant at) {}
