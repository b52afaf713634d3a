package kr.dure.identity;

import java.util.Optional;

/** Turns what a request carries into a caller. Implemented by core-identity; without it core-web serves no API. */
public interface Authenticator {
    /**
     * Looks up a session of the current tenant.
     *
     * @param sessionToken the value of the session cookie
     * @return the session's caller, or empty when the token is unknown, expired or another tenant's
     */
    Optional<Authentication> authenticate(String sessionToken);

    /**
     * A session that holds.
     *
     * @param caller who it belongs to
     * @param csrfToken what unsafe requests must repeat in {@code X-CSRF-Token}
     * @param mustChangePassword whether nothing but changing the password is allowed
     */
    record Authentication(Caller caller, String csrfToken, boolean mustChangePassword) {}
}
