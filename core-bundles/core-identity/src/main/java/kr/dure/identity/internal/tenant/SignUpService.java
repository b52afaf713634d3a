package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.access.PasswordRules;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.Throttle;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.BusinessNumber;
import kr.dure.tenant.Domain;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens a company: tenant, first administrator and subscription in one transaction (S1, S2). */
@Component(service = SignUpService.class)
public final class SignUpService {
    static final Pattern PHONE = Pattern.compile("[+0-9][0-9 -]{6,19}");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final Subscriptions subscriptions;
    private final IdentitySettings settings;
    private final Passwords passwords;
    private final AccountService accounts;
    private final DomainService domains;
    private final TenantMails mails;
    private final Throttle throttle;

    @Activate
    public SignUpService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectoryImpl tenants,
            @Reference Subscriptions subscriptions,
            @Reference Passwords passwords,
            @Reference AccountService accounts,
            @Reference DomainService domains,
            @Reference TenantMails mails) {
        this(
                tx,
                ids,
                clock,
                tenants,
                subscriptions,
                passwords,
                accounts,
                domains,
                mails,
                IdentitySettings.fromSystem());
    }

    SignUpService(
            Tx tx,
            Ids ids,
            Clock clock,
            TenantDirectoryImpl tenants,
            Subscriptions subscriptions,
            Passwords passwords,
            AccountService accounts,
            DomainService domains,
            TenantMails mails,
            IdentitySettings settings) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
        this.subscriptions = subscriptions;
        this.passwords = passwords;
        this.accounts = accounts;
        this.domains = domains;
        this.mails = mails;
        this.throttle = new Throttle(20, Duration.ofHours(1), clock);
        this.settings = settings;
    }

    /**
     * Opens the company.
     *
     * @throws Problem 404 on any host but the operator's, 422 naming the fields, 409 {@code name-taken} with suggestions
     */
    SignUp.Opened signUp(SignUp request) {
        return signUp(ids.next(), request);
    }

    /** {@link #signUp(SignUp)} under an id that is given. */
    SignUp.Opened signUp(UUID id, SignUp request) {
        if (!Tenants.current().operator()) {
            throw new NotFound("가입은 운영자 주소에서만 할 수 있습니다.", "Sign-up is offered on the operator's host only.");
        }
        check(request);
        throttle.check();
        boolean shared = request.host().kind().equals("shared");
        String host = shared
                ? request.host().name() + "." + settings.sharedDomain()
                : HostRules.normal(request.host().host());
        if (shared) {
            refuseTaken(request.host().name(), host);
        }
        throttle.count();
        TenantState state = shared ? TenantState.OPEN : TenantState.AWAITING_DNS;
        Tenant tenant = new Tenant(id, request.company().name().strip(), host, state, false);
        String hash = passwords.hash(request.admin().password());
        try {
            return Tenants.call(tenant, () -> tx.write(session -> open(session, tenant, request, hash)));
        } catch (Problem race) {
            if (shared && race.status() == 409) {
                refuseTaken(request.host().name(), host);
            }
            throw race;
        } finally {
            tenants.forget(host, id);
        }
    }

    private SignUp.Opened open(Session session, Tenant tenant, SignUp request, String passwordHash) {
        boolean shared = request.host().kind().equals("shared");
        new TenantRepository(session).add(new TenantEntity(tenant, clock.instant()));
        session.entities()
                .createNativeQuery("INSERT INTO identity.company"
                        + " (business_number, contact_name, contact_email, contact_phone, mail_domain, language)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .setParameter(1, BusinessNumber.normalise(request.company().businessNumber()))
                .setParameter(2, request.contact().name())
                .setParameter(3, request.contact().email())
                .setParameter(4, request.contact().phone())
                .setParameter(
                        5,
                        shared ? tenant.host() : HostRules.normal(request.host().mailDomain()))
                .setParameter(6, Clients.language().getLanguage())
                .executeUpdate();
        DomainEntity claimed = shared
                ? domains.claimShared(session, tenant, request.host().name(), tenant.host())
                : domains.claimOwn(
                        session,
                        tenant,
                        tenant.host(),
                        HostRules.normal(request.host().mailDomain()));
        accounts.addFirst(
                session,
                ids.next(),
                request.admin().loginId(),
                request.contact().name(),
                request.contact().email(),
                passwordHash);
        subscriptions.open(order(request));
        session.audit("identity.tenant.signed-up", tenant.id().toString(), tenant.host());
        CompanyFacts company = CompanyFacts.of(session);
        Domain domain = domains.get(claimed.id());
        if (shared) {
            mails.sendOnboarding(session, tenant, company, request.admin().loginId());
        } else {
            mails.sendDnsRequest(session, tenant, company, domain);
        }
        return opened(tenant, domain);
    }

    /** What the opening of a company was answered with; empty when there is none with this id. */
    Optional<SignUp.Opened> opened(UUID id) {
        return tenants.find(id)
                .map(tenant -> Tenants.call(
                        tenant,
                        () -> domains.list().stream()
                                .filter(Domain::primary)
                                .findFirst()
                                .map(domain -> opened(tenant, domain))
                                .orElseThrow()));
    }

    private SignUp.Opened opened(Tenant tenant, Domain domain) {
        return new SignUp.Opened(
                tenant.id(),
                tenant.state().name(),
                settings.url(tenant.host()),
                domain.records().stream()
                        .map(record -> new SignUp.DnsRecord(record.type(), record.name(), record.value()))
                        .toList(),
                domain.shared() ? null : mails.statusUrl(tenant.id()));
    }

    /** @throws Problem 409 {@code name-taken} with names that are free */
    private void refuseTaken(String name, String host) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), DomainService.SEOUL);
        if (tenants.taken(List.of(host), List.of(SharedName.skeleton(name)), today)
                .isEmpty()) {
            return;
        }
        List<String> near = SharedName.near(name);
        List<String> used = tenants.taken(
                near.stream()
                        .map(candidate -> candidate + "." + settings.sharedDomain())
                        .toList(),
                near.stream().map(SharedName::skeleton).toList(),
                today);
        throw DomainService.taken(host)
                .with(
                        "suggestions",
                        near.stream()
                                .filter(candidate -> !used.contains(SharedName.skeleton(candidate))
                                        && !used.contains(candidate + "." + settings.sharedDomain()))
                                .limit(3)
                                .toList());
    }

    private static Subscriptions.Order order(SignUp request) {
        return new Subscriptions.Order(
                request.products(),
                request.seats(),
                request.term() == null ? 0 : request.term(),
                request.payment() == null ? "monthly" : request.payment(),
                Boolean.TRUE.equals(request.autoDebit()));
    }

    private void check(SignUp request) {
        Invalid.Checks checks = new Invalid.Checks();
        if (present(checks, request.company(), "company")) {
            checks.text(request.company().name(), "company.name", 100);
            checks.check(
                    BusinessNumber.normalise(request.company().businessNumber()) != null,
                    "company.businessNumber",
                    "사업자등록번호가 올바르지 않습니다.",
                    "The business registration number is not valid.");
        }
        if (present(checks, request.contact(), "contact")) {
            checks.text(request.contact().name(), "contact.name", 100);
            matches(
                    checks,
                    AccountService.EMAIL,
                    request.contact().email(),
                    "contact.email",
                    "이메일 주소",
                    "an e-mail address");
            matches(checks, PHONE, request.contact().phone(), "contact.phone", "전화번호", "a telephone number");
        }
        if (present(checks, request.admin(), "admin")) {
            matches(
                    checks,
                    AccountService.LOGIN_ID,
                    request.admin().loginId(),
                    "admin.loginId",
                    "로그인 아이디(영문 소문자, 숫자, . _ -; 2~64자)",
                    "a login id (a-z, 0-9, . _ -; 2 to 64 characters)");
            PasswordRules.check(
                    checks,
                    "admin.password",
                    request.admin().password(),
                    request.admin().loginId(),
                    PasswordRules.MIN_LENGTH);
        }
        if (present(checks, request.host(), "host")) {
            checkHost(checks, request.host());
        }
        boolean counted = checks.range(request.seats(), "seats", 1, 100_000);
        if (present(checks, request.products(), "products") && counted) {
            try {
                subscriptions.check(order(request));
            } catch (Invalid invalid) {
                invalid.errors()
                        .forEach(error -> checks.check(
                                false,
                                error.field(),
                                error.message().ko(),
                                error.message().en()));
            }
        }
        checks.done();
    }

    private void checkHost(Invalid.Checks checks, SignUp.Host host) {
        if ("shared".equals(host.kind())) {
            if (checks.check(
                    SharedName.valid(host.name()),
                    "host.name",
                    "이름은 영문 소문자, 숫자, 하이픈으로 2~32자입니다.",
                    "The name has 2 to 32 characters: a-z, 0-9 and hyphens inside.")) {
                checks.check(
                        !SharedName.reserved(host.name()),
                        "host.name",
                        "쓸 수 없는 이름입니다. 다른 이름을 골라 주세요.",
                        "This name is reserved. Please choose another.");
            }
        } else if ("own".equals(host.kind())) {
            HostRules.check(
                    checks,
                    HostRules.normal(host.host()),
                    "host.host",
                    HostRules.normal(host.mailDomain()),
                    "host.mailDomain",
                    settings.sharedDomain());
        } else {
            checks.check(false, "host.kind", "shared 또는 own이어야 합니다.", "Must be shared or own.");
        }
    }

    private static boolean present(Invalid.Checks checks, Object part, String field) {
        return checks.check(part != null, field, field + " 값이 필요합니다.", field + " is required.");
    }

    private static void matches(
            Invalid.Checks checks, Pattern pattern, String value, String field, String ko, String en) {
        checks.check(
                value != null && value.length() <= 254 && pattern.matcher(value).matches(),
                field,
                "올바른 " + ko + "이(가) 아닙니다.",
                "This is not " + en + ".");
    }
}
