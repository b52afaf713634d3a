package kr.dure.identity;

import java.util.Set;
import java.util.UUID;

/**
 * The logged-in account a request acts for.
 *
 * @param accountId the account's id; of a service token, the token's
 * @param loginId what the person types to log in
 * @param name the person's name
 * @param administrator whether the account administers its tenant; an administrator holds every permission an app
 *     offers to tenants
 * @param operator whether the account belongs to the operator of the installation
 * @param permissions permissions held by roles, one by one, or because everyone has them; never null
 * @param actingOperator login id of the operator who acts as this account with the tenant's consent, or null
 */
public record Caller(
        UUID accountId,
        String loginId,
        String name,
        boolean administrator,
        boolean operator,
        Set<String> permissions,
        String actingOperator) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** Somebody who acts for himself. */
    public Caller(
            UUID accountId,
            String loginId,
            String name,
            boolean administrator,
            boolean operator,
            Set<String> permissions) {
        this(accountId, loginId, name, administrator, operator, permissions, null);
    }

    /** Whether the caller holds {@code permission}; names that begin with {@code operator.} are the operator's only. */
    public boolean may(String permission) {
        if (permission.startsWith("operator.")) {
            return operator;
        }
        return administrator || permissions.contains(permission);
    }
}
