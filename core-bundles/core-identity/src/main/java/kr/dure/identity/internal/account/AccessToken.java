package kr.dure.identity.internal.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A token for programs: {@code Authorization: Bearer …}.
 *
 * @param token the token itself, once, in the answer to its making; null ever after
 * @param scopes what it may be used for: {@code read:APP}, {@code write:APP}, APP as in {@code /api/APP}, or {@code *}
 * @param permissions what a service token holds; empty for a personal token, which holds what its owner does
 * @param lastUsedAt at most a minute old; null when it was never used
 */
public record AccessToken(
        UUID id,
        String name,
        String token,
        Set<String> scopes,
        Set<String> permissions,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        String lastUsedAddress) {}
