package kr.dure.tenant;

import java.util.Locale;
import java.util.Optional;

/** Whom the mails about a company go to. Implemented by core-identity. */
public interface Contacts {
    /** The contact of the current tenant, or empty when it has none, as the operator and a deleted company. */
    Optional<Contact> find();

    /**
     * @param email one address (RFC 5322 addr-spec)
     * @param language Korean or English, what the company wants to read
     */
    record Contact(String name, String email, Locale language) {}
}
