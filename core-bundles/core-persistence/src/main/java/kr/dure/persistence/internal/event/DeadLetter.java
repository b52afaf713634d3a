package kr.dure.persistence.internal.event;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a subscription could not handle.
 *
 * @param reason what the last try threw
 */
public record DeadLetter(
        UUID id,
        String subscription,
        UUID tenantId,
        String type,
        String key,
        Instant at,
        int attempts,
        String reason) {}
