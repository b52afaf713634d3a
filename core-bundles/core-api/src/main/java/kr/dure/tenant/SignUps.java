package kr.dure.tenant;

import java.util.List;
import java.util.UUID;
import kr.dure.product.Subscriptions;

/** Opens companies (S1, S2). Implemented by core-identity; called on the operator's host, outside a transaction. */
public interface SignUps {
    /**
     * Opens the company with this id, or answers what its opening was answered with when there is one with it: done twice,
     * also at the same moment, it is done once.
     *
     * @param id the caller's choice, a UUIDv7; the company's id from now on
     * @throws kr.dure.web.Problem 404 on any host but the operator's, 422 naming the fields, 409 {@code name-taken} with
     *     suggestions; then nothing was opened
     */
    Opened open(UUID id, NewCompany company);

    /** A company as it is to be; every part may be missing until checked. */
    record NewCompany(Company company, Contact contact, Host host, Admin admin, Subscriptions.Order order) {}

    /** @param businessNumber with or without hyphens */
    record Company(String name, String businessNumber) {}

    /** Who gets the onboarding mail. */
    record Contact(String name, String email, String phone) {}

    /** @param kind {@code shared} with {@code name}, or {@code own} with {@code host} and {@code mailDomain} */
    record Host(String kind, String name, String host, String mailDomain) {}

    /** The first administrator. */
    record Admin(String loginId, String password) {}

    /**
     * @param state {@code OPEN} or {@code AWAITING_DNS}
     * @param dnsRecords what to register before the host answers; empty for a shared name
     * @param statusUrl where the company sees how far its opening is; null for a shared name, which is open at once
     */
    record Opened(UUID tenantId, String state, String loginUrl, List<Record> dnsRecords, String statusUrl) {
        public Opened {
            dnsRecords = List.copyOf(dnsRecords);
        }
    }

    /** A DNS record to register. */
    record Record(String type, String name, String value) {}
}
