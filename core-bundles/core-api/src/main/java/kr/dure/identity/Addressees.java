package kr.dure.identity;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Where people of the current tenant are reached. Implemented by core-identity; joins the surrounding transaction. */
public interface Addressees {
    /** Those of {@code accounts} that the current tenant has, in one look, in no particular order. */
    List<Addressee> find(Collection<UUID> accounts);

    /**
     * @param email the account's external address, or null
     * @param mobile the person's mobile number as it was typed, or null; private: for sending only
     * @param left whether the person has left the company
     */
    record Addressee(UUID accountId, String name, String email, String mobile, boolean left) {}
}
