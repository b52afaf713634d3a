package kr.dure.identity.internal;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An account as the API shows it.
 *
 * @param externalEmail where a forgotten password can be recovered (L1), or null; shown to the owner and administrators only
 */
public record Account(
        UUID id,
        String loginId,
        String name,
        String externalEmail,
        boolean administrator,
        Set<String> permissions,
        Instant createdAt) {
    Account forColleagues() {
        return new Account(id, loginId, name, null, administrator, permissions, createdAt);
    }
}
