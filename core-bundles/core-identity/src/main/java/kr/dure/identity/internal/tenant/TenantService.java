package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.product.Text;
import kr.dure.tenant.Domain;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The operator's view of companies: contacts, mails, domains, states (S1, S3). */
@Component(service = TenantService.class)
public final class TenantService {
    private static final int MIN_DELETION_DAYS = 30;

    private final Tx tx;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final DomainService domains;
    private final TenantMails mails;
    private final Subscriptions subscriptions;

    @Activate
    public TenantService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Clock clock,
            @Reference TenantDirectoryImpl tenants,
            @Reference DomainService domains,
            @Reference TenantMails mails,
            @Reference Subscriptions subscriptions) {
        this.tx = tx;
        this.clock = clock;
        this.tenants = tenants;
        this.domains = domains;
        this.mails = mails;
        this.subscriptions = subscriptions;
    }

    /** One line of the list. */
    public record Summary(
            UUID id,
            String name,
            String host,
            TenantState state,
            Instant stateSince,
            String stateReason,
            LocalDate deleteOn,
            Instant signedUpAt) {}

    /** Whom the company's mails go to. */
    public record Contact(String name, String email, String phone) {}

    /**
     * Everything about one company.
     *
     * @param statusUrl the link under which the company sees how far its opening is
     */
    public record Details(
            Summary tenant,
            String businessNumber,
            Contact contact,
            String statusUrl,
            List<DomainResource.DomainView> domains,
            List<MailView> mails) {}

    /** @param state QUEUED, SENT or FAILED; null when it is so old that it is forgotten */
    public record MailView(UUID id, String kind, String to, Instant at, String state, String reason) {}

    /** @param deleteOn for CLOSED only, at least 30 days ahead; 90 days where it is left out */
    public record NewState(TenantState state, String reason, LocalDate deleteOn) {}

    Page<Summary> list(TenantState state, String text, UUID after, int limit) {
        List<Summary> rows = tx.read(session -> new TenantRepository(session)
                .search(state, text == null || text.isBlank() ? null : text.strip(), after, limit + 1).stream()
                        .map(TenantService::summary)
                        .toList());
        return Page.of(rows, limit, row -> row.id().toString());
    }

    private static Summary summary(TenantEntity entity) {
        Tenant tenant = entity.toTenant();
        return new Summary(
                tenant.id(),
                tenant.name(),
                tenant.host(),
                tenant.state(),
                entity.stateSince(),
                entity.stateReason(),
                entity.deleteOn(),
                entity.openedAt());
    }

    Details get(UUID id) {
        Tenant tenant = tenant(id);
        return Tenants.call(
                tenant,
                () -> tx.read(session -> {
                    CompanyFacts company = CompanyFacts.of(session);
                    return new Details(
                            summary(new TenantRepository(session).find(id).orElseThrow()),
                            company.businessNumber(),
                            new Contact(company.contactName(), company.contactEmail(), company.contactPhone()),
                            mails.statusUrl(id),
                            domains.list().stream()
                                    .map(domain -> DomainResource.DomainView.of(domain, Clients.language()))
                                    .toList(),
                            mails.written(session).stream()
                                    .map(mail -> new MailView(
                                            mail.id(),
                                            mail.kind().name(),
                                            mail.to(),
                                            mail.at(),
                                            mail.state() == null
                                                    ? null
                                                    : mail.state().name(),
                                            mail.reason()))
                                    .toList());
                }));
    }

    private Tenant tenant(UUID id) {
        return tenants.find(id)
                .filter(found -> !found.operator())
                .orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
    }

    /** Corrects what the company typed wrongly at sign-up. */
    Details changeContact(UUID id, Contact contact) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(contact.name(), "name", 100);
        checks.check(
                contact.email() != null
                        && contact.email().length() <= 254
                        && AccountService.EMAIL.matcher(contact.email()).matches(),
                "email",
                "올바른 이메일 주소가 아닙니다.",
                "This is not an e-mail address.");
        checks.check(
                contact.phone() != null
                        && SignUpService.PHONE.matcher(contact.phone()).matches(),
                "phone",
                "올바른 전화번호가 아닙니다.",
                "This is not a telephone number.");
        checks.done();
        Tenants.run(
                tenant(id),
                () -> tx.run(session -> {
                    if (new TenantRepository(session).deleted()) {
                        throw new Conflict("자료가 삭제된 회사입니다.", "This company's data were deleted.");
                    }
                    CompanyFacts before = CompanyFacts.of(session);
                    CompanyFacts.changeContact(session, contact.name().strip(), contact.email(), contact.phone());
                    session.audit(
                            "identity.tenant.contact",
                            id.toString(),
                            Map.of(
                                    "name", before.contactName(),
                                    "email", before.contactEmail(),
                                    "phone", before.contactPhone()),
                            Map.of("name", contact.name().strip(), "email", contact.email(), "phone", contact.phone()));
                }));
        return get(id);
    }

    /** Writes the onboarding mail, or the DNS request of the primary domain, once more to the contact of now. */
    Details resend(UUID id, TenantMails.Kind kind) {
        Tenant tenant = tenant(id);
        if (tenant.state() == TenantState.CLOSED) {
            throw new Conflict("해지된 회사에는 메일을 보내지 않습니다.", "A closed company is sent no mail.");
        }
        if (kind == TenantMails.Kind.ONBOARDING && tenant.state() == TenantState.AWAITING_DNS) {
            throw new Conflict(
                    "아직 열리지 않은 회사입니다. DNS 등록 요청을 다시 보내 주세요.",
                    "This company is not open yet. Send the DNS request again instead.");
        }
        Tenants.run(
                tenant,
                () -> tx.run(session -> {
                    CompanyFacts company = CompanyFacts.of(session);
                    if (kind == TenantMails.Kind.ONBOARDING) {
                        mails.sendOnboarding(session, tenant, company, DomainService.firstAdministrator(session));
                        return;
                    }
                    Domain primary = domains.list().stream()
                            .filter(domain -> domain.primary() && !domain.shared())
                            .findFirst()
                            .orElseThrow(() -> new Conflict(
                                    "공유 도메인을 쓰는 회사라 등록할 DNS 레코드가 없습니다.",
                                    "This company uses the shared domain; there are no records to register."));
                    mails.sendDnsRequest(session, tenant, company, primary);
                }));
        return get(id);
    }

    DomainResource.DomainView check(UUID id, UUID domain) {
        return Tenants.call(tenant(id), () -> DomainResource.DomainView.of(domains.check(domain), Clients.language()));
    }

    /**
     * Moves a company to another state of its life. One that was closed before its own host was proven comes back to
     * waiting for its DNS records, whatever is asked for.
     */
    Details changeState(UUID id, NewState change) {
        Tenant tenant = tenant(id);
        LocalDate today = LocalDate.ofInstant(clock.instant(), DomainService.SEOUL);
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                change.state() != null && change.state() != TenantState.AWAITING_DNS,
                "state",
                "OPEN, READ_ONLY, SUSPENDED, CLOSED 가운데 하나여야 합니다.",
                "It must be OPEN, READ_ONLY, SUSPENDED or CLOSED.");
        checks.text(change.reason(), "reason", 500);
        checks.check(
                change.deleteOn() == null
                        || change.state() == TenantState.CLOSED
                                && !change.deleteOn().isBefore(today.plusDays(MIN_DELETION_DAYS)),
                "deleteOn",
                "해지할 때만, " + MIN_DELETION_DAYS + "일 뒤부터 정할 수 있습니다.",
                "Only for CLOSED, and at least " + MIN_DELETION_DAYS + " days ahead.");
        checks.done();
        Tenants.run(
                tenant,
                () -> tx.run(session -> {
                    TenantRepository repository = new TenantRepository(session);
                    repository.lock(id);
                    TenantEntity entity = repository.find(id).orElseThrow();
                    TenantState before = entity.state();
                    if (before == TenantState.AWAITING_DNS && change.state() != TenantState.CLOSED) {
                        throw new Conflict(
                                "아직 DNS가 확인되지 않은 회사입니다. 확인되면 저절로 열립니다.",
                                "Its DNS records are not there yet; it opens by itself when they are.");
                    }
                    boolean due = before == TenantState.CLOSED
                            && entity.deleteOn() != null
                            && !today.isBefore(entity.deleteOn());
                    if (due || repository.deleted()) {
                        throw new Problem(
                                409,
                                "deletion-due",
                                new Text("삭제일이 지났습니다", "Deletion is due"),
                                new Text(
                                        "삭제일이 지난 회사는 되살릴 수 없습니다.",
                                        "A company whose day of deletion has come cannot come back."));
                    }
                    LocalDate deleteOn = change.state() != TenantState.CLOSED
                            ? null
                            : change.deleteOn() != null ? change.deleteOn() : today.plusDays(TenantLife.DELETION_DAYS);
                    // Closed before its own host was proven, it has nothing to open under yet.
                    TenantState state = before == TenantState.CLOSED
                                    && change.state() != TenantState.CLOSED
                                    && !domains.primaryOpen()
                            ? TenantState.AWAITING_DNS
                            : change.state();
                    entity.become(state, change.reason().strip(), deleteOn, clock.instant());
                    session.entities().flush();
                    Charges charges = new Charges(session, subscriptions);
                    if (change.state() == TenantState.CLOSED) {
                        charges.stop(clock.instant());
                    } else if (before == TenantState.CLOSED) {
                        charges.resume(clock.instant());
                        domains.checkAgain(session);
                    }
                    session.audit(
                            "identity.tenant.state",
                            id.toString(),
                            Map.of("state", before),
                            deleteOn == null
                                    ? Map.of("state", state, "reason", change.reason())
                                    : Map.of(
                                            "state",
                                            state,
                                            "reason",
                                            change.reason(),
                                            "deleteOn",
                                            deleteOn.toString()));
                }));
        tenants.forgetAll();
        return get(id);
    }
}
