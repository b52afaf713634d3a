package kr.dure.tenant;

import java.util.List;
import java.util.UUID;
import kr.dure.web.Problem;

/**
 * The hosts and mail domains of the current tenant. Implemented by core-identity; changes join the surrounding
 * transaction.
 */
public interface Domains {
    /** All of them, the primary one first. */
    List<Domain> list();

    /** @throws Problem 404 when the tenant has none with this id */
    Domain get(UUID id);

    /**
     * Applies for a further domain. It opens by itself when its records are found.
     *
     * @param host any host name under {@code mailDomain}, or the domain itself
     * @throws Problem 422 naming {@code host} or {@code mailDomain}, 409 {@code name-taken}
     */
    Domain request(String host, String mailDomain);

    /** Looks its records up now, and opens it when they are there. Not inside a transaction. */
    Domain check(UUID id);

    /**
     * Makes an open domain the one that links and new users get; users keep the addresses they have.
     *
     * @throws Problem 409 when it is not open
     */
    Domain makePrimary(UUID id);

    /**
     * Gives a domain back.
     *
     * @throws Problem 409 {@code domain-in-use} with {@code users} while somebody has an address in it, 409 for the
     *     primary domain
     */
    void remove(UUID id);
}
