package kr.dure.identity.internal.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A login that has not ended.
 *
 * @param lastUsedAt at most a minute old
 * @param address from where it was opened, or null
 * @param agent the browser's own words about itself, or null
 * @param actingOperator the operator who entered with the tenant's consent, or null
 * @param current whether it is the one that asks
 */
public record LoginSession(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String address,
        String agent,
        String actingOperator,
        boolean current) {}
