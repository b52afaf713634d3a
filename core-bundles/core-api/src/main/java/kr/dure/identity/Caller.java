package kr.dure.identity;

import java.util.Set;
import java.util.UUID;

/**
 * The logged-in account a request acts for.
 *
 * @param accountId the account's id
 * @param loginId what the person types to log in
 * @param name the person's name
 * @param administrator whether the account administers its tenant; an administrator holds every permission an app
 *     offers to tenants
 * @param operator whether the account belongs to the operator of the installation
 * @param permissions permissions granted one by one, never null
 */
public record Caller(
        UUID accountId, String loginId, String name, boolean administrator, boolean operator, Set<String> permissions) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** Whether the caller holds {@code permission}; names that begin with {@code operator.} are the operator's only. */
    public boolean may(String permission) {
        if (permission.startsWith("operator.")) {
            return operator;
        }
        return administrator || permissions.contains(permission);
    }
}
