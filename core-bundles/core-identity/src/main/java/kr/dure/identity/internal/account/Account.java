package kr.dure.identity.internal.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An account as the API shows it.
 *
 * @param email its address in the company's own mail domain, or null for the operator's accounts
 * @param externalEmail where a forgotten password can be recovered (L1), or null; shown to the owner and to those who
 *     keep accounts only, like everything that follows
 * @param permissions what was given to it one by one, besides its roles
 * @param stopped whether five wrong passwords have stopped it (L1)
 * @param secondFactor whether it has one
 * @param lastLoginAt null before the first login
 */
public record Account(
        UUID id,
        String loginId,
        String name,
        String email,
        boolean administrator,
        Instant createdAt,
        String externalEmail,
        Set<String> permissions,
        Set<UUID> roleIds,
        Boolean stopped,
        Boolean secondFactor,
        Instant lastLoginAt) {
    Account forColleagues() {
        return new Account(
                id, loginId, name, email, administrator, createdAt, null, permissions, roleIds, null, null, null);
    }
}
