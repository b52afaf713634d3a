package kr.dure.identity.internal.tenant;

import java.util.List;
import java.util.UUID;

/** A sign-up as it comes in; every part may be missing until checked. */
public record SignUp(
        Company company,
        Contact contact,
        Host host,
        Admin admin,
        List<String> products,
        Integer seats,
        Integer term,
        String payment,
        Boolean autoDebit) {
    /** @param businessNumber with or without hyphens */
    public record Company(String name, String businessNumber) {}

    /** The person who gets the onboarding mail (S1). */
    public record Contact(String name, String email, String phone) {}

    /**
     * @param kind {@code shared} with {@code name}, or {@code own} with {@code host} and {@code mailDomain}
     */
    public record Host(String kind, String name, String host, String mailDomain) {}

    /** The first administrator. */
    public record Admin(String loginId, String password) {}

    /**
     * @param state {@code OPEN} or {@code AWAITING_DNS}
     * @param dnsRecords what to register before the host answers; empty for a shared name
     * @param statusUrl where the company sees how far its opening is; null for a shared name, which is open at once
     */
    public record Opened(UUID tenantId, String state, String loginUrl, List<DnsRecord> dnsRecords, String statusUrl) {}

    /** A DNS record to register. */
    public record DnsRecord(String type, String name, String value) {}
}
