package kr.dure.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A host under which a tenant answers, and the domain of its mail addresses.
 *
 * @param host lower case, e.g. {@code gw.acme.co.kr}
 * @param mailDomain what stands behind the @, e.g. {@code acme.co.kr}
 * @param shared whether the name lies under the installation's shared domain (S2)
 * @param primary whether links lead to it and new users get their address in it; exactly one of a tenant's domains
 * @param requestedOn the day it was applied for (Asia/Seoul)
 * @param records what must be registered, and whether it was found at the last check; empty for a shared name
 * @param checkedAt when the records were last looked up, or null
 * @param openedAt when it came into use, or null
 * @param mailHereAt since when the domain's mail comes here; null while another system has it (S4)
 */
public record Domain(
        UUID id,
        String host,
        String mailDomain,
        DomainState state,
        boolean shared,
        boolean primary,
        LocalDate requestedOn,
        List<DnsRecord> records,
        Instant checkedAt,
        Instant openedAt,
        Instant mailHereAt) {
    public Domain {
        records = List.copyOf(records);
    }
}
