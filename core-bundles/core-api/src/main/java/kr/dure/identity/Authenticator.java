package kr.dure.identity;

import java.util.Optional;

/**
 * Turns what a request carries into a caller. Implemented by core-identity; without it core-web serves no API. Both
 * methods throw a 403 {@code address-not-allowed} when the current {@link Client} may not come in from its address (L3).
 */
public interface Authenticator {
    /**
     * Looks up a session of the current tenant, and counts as a use of it.
     *
     * @param sessionToken the value of the session cookie
     * @return the session's caller, or empty when the token is unknown, ended, expired or another tenant's
     */
    Optional<Authentication> authenticate(String sessionToken);

    /**
     * Looks up a personal or service token of the current tenant, and counts as a use of it.
     *
     * @param bearerToken what follows {@code Bearer} in the {@code Authorization} header
     * @return the token's caller, or empty when it is unknown, revoked, expired or another tenant's
     */
    Optional<Authentication> authenticateBearer(String bearerToken);

    /**
     * A session or token that holds.
     *
     * @param caller who it belongs to
     * @param csrfToken what unsafe requests must repeat in {@code X-CSRF-Token}; null for a bearer token
     * @param pending what must be done before anything else is allowed
     */
    record Authentication(Caller caller, String csrfToken, Pending pending) {}

    /** What a login still owes. */
    enum Pending {
        /** Nothing. */
        NONE,
        /** A password that somebody else chose must be changed. */
        PASSWORD_CHANGE,
        /** The tenant demands a second factor, and there is none yet. */
        SECOND_FACTOR
    }
}
