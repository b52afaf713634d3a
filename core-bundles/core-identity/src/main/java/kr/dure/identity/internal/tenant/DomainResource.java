package kr.dure.identity.internal.tenant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The tenant's domains: what is registered, and the move of its mail. Further ones are the multi-domain add-on's. */
@Path("domains")
public final class DomainResource {
    private static final String DOMAINS = "identity.domains";

    private final DomainService domains;

    public DomainResource(DomainService domains) {
        this.domains = domains;
    }

    @GET
    @RequiresPermission(DOMAINS)
    public Page<DomainView> list() {
        return new Page<>(
                domains.list().stream()
                        .map(domain -> DomainView.of(domain, Clients.language()))
                        .toList(),
                null);
    }

    /** Looks the records up now. */
    @POST
    @Path("{id}/checks")
    @RequiresPermission(DOMAINS)
    public DomainView check(@PathParam("id") UUID id) {
        return DomainView.of(domains.check(id), Clients.language());
    }

    /** Moves the company's mail here, when the MX records lead here (S4). */
    @POST
    @Path("{id}/mail-move")
    @RequiresPermission(DOMAINS)
    public DomainView moveMail(@PathParam("id") UUID id) {
        return DomainView.of(domains.moveMail(id), Clients.language());
    }

    /** @param mailHereAt since when the domain's mail comes here; null while another system has it */
    public record DomainView(
            UUID id,
            String host,
            String mailDomain,
            DomainState state,
            boolean shared,
            boolean primary,
            LocalDate requestedOn,
            List<RecordView> records,
            Instant checkedAt,
            Instant openedAt,
            Instant mailHereAt) {
        static DomainView of(Domain domain, Locale language) {
            return new DomainView(
                    domain.id(),
                    domain.host(),
                    domain.mailDomain(),
                    domain.state(),
                    domain.shared(),
                    domain.primary(),
                    domain.requestedOn(),
                    domain.records().stream()
                            .map(record -> RecordView.of(record, language))
                            .toList(),
                    domain.checkedAt(),
                    domain.openedAt(),
                    domain.mailHereAt());
        }
    }

    /** @param remark what the last check saw, in the caller's language, or null before the first */
    public record RecordView(String type, String name, String value, DnsRecord.State state, String remark) {
        static RecordView of(DnsRecord record, Locale language) {
            return new RecordView(
                    record.type(),
                    record.name(),
                    record.value(),
                    record.state(),
                    record.remark() == null ? null : record.remark().in(language));
        }
    }
}
