package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.access.TimeCode;
import kr.dure.identity.internal.tenant.Findings.Finding;
import kr.dure.identity.internal.tenant.Findings.Need;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Domains;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Domains}: claimed, looked up again and again by a job, opened when their records are there (S2 to S4). */
@Component(service = {Domains.class, DomainService.class, JobHandler.class})
public final class DomainService implements Domains, JobHandler {
    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** A name given back is nobody's for so long: mail and bookmarks to it must not reach a stranger. */
    static final int WAITING_DAYS = 90;

    static final String JOB = "identity.domain-check";
    private static final Duration GIVE_UP = Duration.ofDays(30);
    private static final int TOKEN_LETTERS = 26;
    private static final String TAKEN = "name-taken";

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final TenantMails mails;
    private final IdentitySettings settings;
    private final DnsNeeds needs;

    @Activate
    public DomainService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectoryImpl tenants,
            @Reference TenantMails mails) {
        this(tx, ids, clock, tenants, mails, IdentitySettings.fromSystem());
    }

    DomainService(
            Tx tx, Ids ids, Clock clock, TenantDirectoryImpl tenants, TenantMails mails, IdentitySettings settings) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
        this.mails = mails;
        this.settings = settings;
        this.needs = new DnsNeeds(
                settings.publicAddresses(), new DnsLookup(settings.dnsResolver().orElse(null)));
    }

    @Override
    public List<Domain> list() {
        return tx.read(session -> {
            String primary = primaryHost(session);
            return new DomainRepository(session)
                    .list().stream()
                            .map(entity -> entity.toDomain(entity.host().equals(primary), needs))
                            .sorted(Comparator.comparing(Domain::primary).reversed())
                            .toList();
        });
    }

    @Override
    public Domain get(UUID id) {
        return tx.read(session -> shown(session, new DomainRepository(session).get(id)));
    }

    private Domain shown(Session session, DomainEntity entity) {
        return entity.toDomain(entity.host().equals(primaryHost(session)), needs);
    }

    /** Whether the primary domain is open; also true of a tenant without domains, which waits for none. */
    boolean primaryOpen() {
        return list().stream().noneMatch(domain -> domain.primary() && domain.state() != DomainState.OPEN);
    }

    /** Has the tenant's own domains looked up again, in the surrounding transaction: the job ends with a closed tenant. */
    void checkAgain(Session session) {
        Instant soon = clock.instant().plus(Duration.ofMinutes(5));
        for (DomainEntity domain : new DomainRepository(session).list()) {
            if (!domain.shared()) {
                session.schedule(Job.once(JOB, domain.id().toString(), soon, ""));
            }
        }
    }

    private static String primaryHost(Session session) {
        return new TenantRepository(session)
                .find(Tenants.current().id())
                .map(TenantEntity::host)
                .orElse("");
    }

    @Override
    public Domain request(String host, String mailDomain) {
        String ownHost = HostRules.normal(host);
        String ownMail = HostRules.normal(mailDomain);
        Invalid.Checks checks = new Invalid.Checks();
        HostRules.check(checks, ownHost, "host", ownMail, "mailDomain", settings.sharedDomain());
        checks.done();
        return tx.write(session -> {
            DomainEntity domain = claimOwn(session, Tenants.current(), ownHost, ownMail);
            session.audit(
                    "identity.domain.requested",
                    domain.id().toString(),
                    null,
                    Map.of("host", ownHost, "mailDomain", ownMail));
            return shown(session, domain);
        });
    }

    /** Claims a domain of the tenant's own, in the surrounding transaction, and has it looked up from now on. */
    DomainEntity claimOwn(Session session, Tenant tenant, String host, String mailDomain) {
        LocalDate today = today();
        Instant now = clock.instant();
        TenantRepository hosts = new TenantRepository(session);
        if (!hosts.claimHost(host, null, tenant.id(), false, today, now)) {
            throw taken(host);
        }
        if (!hosts.claimMailDomain(mailDomain, tenant.id(), false, today, now)) {
            throw taken(mailDomain);
        }
        DomainEntity domain = DomainEntity.own(
                ids.next(), host, mailDomain, TimeCode.random(TOKEN_LETTERS).toLowerCase(Locale.ROOT), today, now);
        new DomainRepository(session).add(domain);
        session.schedule(Job.once(JOB, domain.id().toString(), now.plus(Duration.ofMinutes(5)), ""));
        return domain;
    }

    /** A name under the shared domain, in the surrounding transaction. */
    DomainEntity claimShared(Session session, Tenant tenant, String name, String host) {
        LocalDate today = today();
        Instant now = clock.instant();
        TenantRepository hosts = new TenantRepository(session);
        if (!hosts.claimHost(host, SharedName.skeleton(name), tenant.id(), true, today, now)
                || !hosts.claimMailDomain(host, tenant.id(), true, today, now)) {
            throw taken(host);
        }
        DomainEntity domain = DomainEntity.shared(ids.next(), host, today, now);
        new DomainRepository(session).add(domain);
        return domain;
    }

    static Problem taken(String host) {
        return new Problem(
                409,
                TAKEN,
                new Text("이미 쓰이는 주소입니다", "Address taken"),
                new Text(
                        host + " 주소는 이미 다른 회사가 쓰고 있거나, 너무 비슷한 이름이 있습니다. 다른 이름을 골라 주세요.",
                        host + " belongs to another company already, or looks too much like another. Please choose"
                                + " another name."));
    }

    @Override
    public Domain check(UUID id) {
        DomainEntity before = tx.read(session -> new DomainRepository(session).get(id));
        if (before.shared()) {
            return get(id);
        }
        Findings seen = needs.check(before.host(), before.mailDomain(), before.token());
        boolean proven = seen.proven();
        Domain after = tx.write(session -> {
            TenantRepository repository = new TenantRepository(session);
            DomainEntity domain = locked(session, id);
            if (proven
                    && domain.state() == DomainState.REQUESTED
                    && !repository.prove(
                            domain.host(),
                            domain.mailDomain(),
                            Tenants.current().id(),
                            clock.instant())) {
                throw taken(domain.host());
            }
            DomainState was = domain.state();
            domain.checked(seen, clock.instant());
            session.entities().flush();
            if (domain.state() != was) {
                session.audit(
                        "identity.domain.state", id.toString(), Map.of("state", was), Map.of("state", domain.state()));
            }
            if (domain.state() == DomainState.OPEN && was != DomainState.OPEN) {
                opened(session, domain);
            }
            return shown(session, domain);
        });
        tenants.forget(before.host(), Tenants.current().id());
        return after;
    }

    /** The domain, which nobody else changes before this transaction ends; nor does anybody make another one primary. */
    private static DomainEntity locked(Session session, UUID id) {
        new TenantRepository(session).lock(Tenants.current().id());
        DomainRepository domains = new DomainRepository(session);
        domains.lock(id);
        return domains.get(id);
    }

    private void opened(Session session, DomainEntity domain) {
        TenantEntity tenant =
                new TenantRepository(session).find(Tenants.current().id()).orElseThrow();
        if (tenant.state() != TenantState.AWAITING_DNS || !tenant.host().equals(domain.host())) {
            return;
        }
        tenant.become(TenantState.OPEN, null, null, clock.instant());
        session.entities().flush();
        session.audit("identity.tenant.opened", tenant.id().toString(), domain.host());
        mails.sendOnboarding(session, tenant.toTenant(), CompanyFacts.of(session), firstAdministrator(session));
    }

    static String firstAdministrator(Session session) {
        List<?> logins = session.entities()
                .createNativeQuery("SELECT login_id FROM identity.account WHERE administrator ORDER BY id LIMIT 1")
                .getResultList();
        return logins.isEmpty() ? "" : (String) logins.get(0);
    }

    @Override
    public Domain makePrimary(UUID id) {
        Domain changed = tx.write(session -> {
            DomainEntity domain = locked(session, id);
            requireOpen(domain);
            TenantEntity tenant =
                    new TenantRepository(session).find(Tenants.current().id()).orElseThrow();
            String before = tenant.host();
            tenant.moveTo(domain.host());
            session.entities().flush();
            session.audit(
                    "identity.domain.primary", id.toString(), Map.of("host", before), Map.of("host", domain.host()));
            return shown(session, domain);
        });
        tenants.forgetAll();
        return changed;
    }

    /**
     * The company's mail moves here (S4): only when the MX records say so, since one system alone may serve a domain.
     *
     * @throws Problem 409 {@code mail-elsewhere} while they still lead to another, 503 when no DNS server answers
     */
    Domain moveMail(UUID id) {
        DomainEntity before = tx.read(session -> new DomainRepository(session).get(id));
        if (before.mailHereAt() != null) {
            return get(id);
        }
        check(id);
        return tx.write(session -> {
            DomainEntity domain = locked(session, id);
            requireOpen(domain);
            if (domain.mailHereAt() == null) {
                requireMailHere(domain);
                domain.moveMail(clock.instant());
                session.entities().flush();
                session.audit("identity.domain.mail-moved", id.toString(), domain.mailDomain());
            }
            return shown(session, domain);
        });
    }

    private static void requireOpen(DomainEntity domain) {
        if (domain.state() != DomainState.OPEN) {
            throw new Conflict("아직 열리지 않은 도메인입니다.", "This domain is not open yet.");
        }
    }

    /** The MX may name the host, so the host must lead here, too. */
    private static void requireMailHere(DomainEntity domain) {
        for (Need need : List.of(Need.MAIL, Need.HOST)) {
            Finding finding = domain.findings().of(need);
            switch (finding.state()) {
                case FOUND -> {}
                case UNANSWERED ->
                    throw new Unavailable(
                            "DNS 서버가 답하지 않아 확인하지 못했습니다. 잠시 후 다시 시도해 주세요.",
                            "The DNS server did not answer. Please try again shortly.");
                default ->
                    throw new Problem(
                            409,
                            "mail-elsewhere",
                            new Text("메일이 아직 다른 곳으로 갑니다", "Mail still goes elsewhere"),
                            DnsNeeds.remark(finding, need));
            }
        }
    }

    @Override
    public void remove(UUID id) {
        String host = tx.write(session -> {
            DomainRepository domains = new DomainRepository(session);
            DomainEntity domain = locked(session, id);
            if (domain.host().equals(primaryHost(session))) {
                throw new Conflict(
                        "대표 도메인은 지울 수 없습니다. 먼저 다른 도메인을 대표로 정해 주세요.",
                        "The primary domain cannot be removed. Make another one primary first.");
            }
            List<DomainEntity> sameMail = domains.list().stream()
                    .filter(other ->
                            !other.id().equals(id) && other.mailDomain().equals(domain.mailDomain()))
                    .toList();
            long addresses = domains.addresses(domain.mailDomain());
            if (addresses > 0 && sameMail.stream().noneMatch(other -> other.state() == DomainState.OPEN)) {
                throw new Problem(
                                409,
                                "domain-in-use",
                                new Text("쓰고 있는 도메인입니다", "Domain in use"),
                                new Text(
                                        "이 도메인의 주소가 " + addresses + "개 있어 지울 수 없습니다. 먼저 주소를 옮기거나 지워 주세요.",
                                        "It cannot be removed: " + addresses
                                                + " addresses are in it. Move or remove them first."))
                        .with("users", domains.users(domain.mailDomain(), 200));
            }
            domain.remove(clock.instant());
            TenantRepository hosts = new TenantRepository(session);
            UUID tenant = Tenants.current().id();
            LocalDate freeOn = today().plusDays(WAITING_DAYS);
            hosts.releaseHost(domain.host(), tenant, freeOn);
            if (sameMail.isEmpty()) {
                hosts.releaseMailDomain(domain.mailDomain(), tenant, freeOn);
            }
            session.cancelJob(JOB, id.toString());
            session.audit("identity.domain.removed", id.toString(), Map.of("host", domain.host()), null);
            return domain.host();
        });
        tenants.forget(host);
    }

    @Override
    public String name() {
        return JOB;
    }

    /** Looks again: soon at first, seldom later, and once a day when it is open, to show what has gone wrong since. */
    @Override
    public Optional<Instant> run(JobRun run) {
        UUID id = UUID.fromString(run.id());
        Optional<DomainEntity> domain = tx.read(session -> new DomainRepository(session).find(id));
        if (domain.isEmpty() || Tenants.current().state() == TenantState.CLOSED) {
            return Optional.empty();
        }
        Domain checked;
        try {
            checked = check(id);
        } catch (Problem lost) {
            if (lost.type().equals(TAKEN)) {
                return Optional.empty(); // proven by another tenant since; asking again would not change that
            }
            throw lost;
        }
        Instant now = clock.instant();
        Duration age = Duration.between(domain.get().requestedAt(), now);
        if (checked.state() == DomainState.OPEN) {
            return Optional.of(now.plus(Duration.ofDays(1)));
        }
        if (age.compareTo(GIVE_UP) > 0) {
            return Optional.empty();
        }
        return Optional.of(now.plus(
                age.compareTo(Duration.ofDays(1)) < 0
                        ? Duration.ofMinutes(5)
                        : age.compareTo(Duration.ofDays(4)) < 0 ? Duration.ofMinutes(30) : Duration.ofHours(6)));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SEOUL);
    }
}
