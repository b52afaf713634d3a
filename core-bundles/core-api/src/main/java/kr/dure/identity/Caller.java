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
 * @param scopes when a token calls what it may be used for: {@code read:APP} or {@code write:APP} (which includes
 *     reading), where APP is the first part of the path behind {@code /api/}, or {@code *}; null for a session, which
 *     may everything its caller may
 */
public record Caller(
        UUID accountId,
        String loginId,
        String name,
        boolean administrator,
        boolean operator,
        Set<String> permissions,
        String actingOperator,
        Set<String> scopes) {
    public Caller {
        permissions = Set.copyOf(permissions);
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    /** Somebody who acts for himself, logged in with a session. */
    public Caller(
            UUID accountId,
            String loginId,
            String name,
            boolean administrator,
            boolean operator,
            Set<String> permissions) {
        this(accountId, loginId, name, administrator, operator, permissions, null, null);
    }

    /** The same caller, for whom an operator acts with the tenant's consent. */
    public Caller actedBy(String operatorLoginId) {
        return new Caller(accountId, loginId, name, administrator, operator, permissions, operatorLoginId, scopes);
    }

    /** The same caller, come in with a token of these scopes. */
    public Caller scopedTo(Set<String> tokenScopes) {
        return new Caller(accountId, loginId, name, administrator, operator, permissions, actingOperator, tokenScopes);
    }

    /** Whether a token calls, and not a person with a session. */
    public boolean token() {
        return scopes != null;
    }

    /** Whether the scopes of a token let it read in {@code app}, or change something there; a session may both. */
    public boolean reaches(String app, boolean reads) {
        return scopes == null
                || scopes.contains("write:" + app)
                || scopes.contains("write:*")
                || reads && (scopes.contains("read:" + app) || scopes.contains("read:*"));
    }

    /** Whether the caller holds {@code permission}; names that begin with {@code operator.} are the operator's only. */
    public boolean may(String permission) {
        if (permission.startsWith("operator.")) {
            return operator;
        }
        return administrator || permissions.contains(permission);
    }
}
