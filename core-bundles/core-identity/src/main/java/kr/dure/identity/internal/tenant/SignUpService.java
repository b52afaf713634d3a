package kr.dure.identity.internal;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens a company: tenant, first administrator and subscription in one transaction (S1, S2). */
@Component(service = SignUpService.class)
public final class SignUpService {
    static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern PHONE = Pattern.compile("[+0-9][0-9 -]{6,19}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    static final Pattern LOGIN_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{1,63}");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final Subscriptions subscriptions;
    private final IdentitySettings settings;
    private final Passwords passwords = new Passwords();

    @Activate
    public SignUpService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectoryImpl tenants,
            @Reference Subscriptions subscriptions) {
        this(tx, ids, clock, tenants, subscriptions, IdentitySettings.fromSystem());
    }

    SignUpService(
            Tx tx,
            Ids ids,
            Clock clock,
            TenantDirectoryImpl tenants,
            Subscriptions subscriptions,
            IdentitySettings settings) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
        this.subscriptions = subscriptions;
        this.settings = settings;
    }

    /**
     * Opens the company.
     *
     * @throws Problem 404 on any host but the operator's, 422 naming the fields, 409 {@code name-taken} with suggestions
     */
    SignUp.Opened signUp(SignUp request) {
        if (!Tenants.current().operator()) {
            throw new NotFound("가입은 운영자 주소에서만 할 수 있습니다.", "Sign-up is offered on the operator's host only.");
        }
        check(request);
        boolean shared = request.host().kind().equals("shared");
        String host = shared
                ? request.host().name() + "." + settings.sharedDomain()
                : request.host().host().toLowerCase(Locale.ROOT);
        refuseTaken(host, request);
        TenantState state = shared ? TenantState.OPEN : TenantState.AWAITING_DNS;
        Tenant tenant = new Tenant(ids.next(), request.company().name().strip(), host, state, false);
        Subscriptions.Order order = order(request);
        String hash = passwords.hash(request.admin().password());
        String mailDomain = shared ? host : request.host().mailDomain().toLowerCase(Locale.ROOT);
        try {
            Tenants.run(tenant, () -> open(tenant, mailDomain, request, hash, order));
        } catch (Conflict race) {
            refuseTaken(host, request);
            throw race;
        }
        tenants.forget(host);
        List<SignUp.DnsRecord> records = shared
                ? List.of()
                : List.of(
                        new SignUp.DnsRecord("A", host, settings.publicAddress()),
                        new SignUp.DnsRecord("MX", mailDomain, "10 " + host + "."));
        return new SignUp.Opened(tenant.id(), state.name(), settings.url(host), records);
    }

    private void open(
            Tenant tenant, String mailDomain, SignUp request, String passwordHash, Subscriptions.Order order) {
        tx.run(session -> {
            new TenantRepository(session).add(new TenantEntity(tenant, clock.instant()));
            session.entities().flush();
            session.entities()
                    .createNativeQuery("INSERT INTO identity.company"
                            + " (business_number, contact_name, contact_email, contact_phone, mail_domain)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5)")
                    .setParameter(1, BusinessNumber.normalise(request.company().businessNumber()))
                    .setParameter(2, request.contact().name())
                    .setParameter(3, request.contact().email())
                    .setParameter(4, request.contact().phone())
                    .setParameter(5, mailDomain)
                    .executeUpdate();
            new AccountRepository(session)
                    .add(new AccountEntity(
                            ids.next(),
                            request.admin().loginId(),
                            request.contact().name(),
                            request.contact().email(),
                            passwordHash,
                            true,
                            Set.of(),
                            clock.instant()));
            subscriptions.open(order);
            session.audit("identity.tenant.signed-up", tenant.id().toString(), tenant.host());
        });
    }

    private void refuseTaken(String host, SignUp request) {
        if (tenants.taken(List.of(host)).isEmpty()) {
            return;
        }
        Problem taken = new Problem(
                409,
                "name-taken",
                new Text("이미 쓰이는 주소입니다", "Address taken"),
                new Text(
                        host + " 주소는 이미 다른 회사가 쓰고 있습니다. 다른 이름을 골라 주세요.",
                        host + " belongs to another company already. Please choose another name."));
        if (request.host().kind().equals("shared")) {
            List<String> near = SharedName.near(request.host().name());
            List<String> used = tenants.taken(near.stream()
                    .map(name -> name + "." + settings.sharedDomain())
                    .toList());
            taken.with(
                    "suggestions",
                    near.stream()
                            .filter(name -> !used.contains(name + "." + settings.sharedDomain()))
                            .limit(3)
                            .toList());
        }
        throw taken;
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
            matches(checks, EMAIL, request.contact().email(), "contact.email", "이메일 주소", "an e-mail address");
            matches(checks, PHONE, request.contact().phone(), "contact.phone", "전화번호", "a telephone number");
        }
        if (present(checks, request.admin(), "admin")) {
            matches(
                    checks,
                    LOGIN_ID,
                    request.admin().loginId(),
                    "admin.loginId",
                    "로그인 아이디(영문 소문자, 숫자, . _ -; 2~64자)",
                    "a login id (a-z, 0-9, . _ -; 2 to 64 characters)");
            Passwords.check(
                    checks,
                    "admin.password",
                    request.admin().password(),
                    request.admin().loginId());
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
            String shared = "." + settings.sharedDomain();
            String own = host.host() == null ? "" : host.host().toLowerCase(Locale.ROOT);
            checks.check(
                    DOMAIN.matcher(own).matches() && !own.endsWith(shared),
                    "host.host",
                    "회사 도메인의 호스트 이름이 필요합니다. 예: gw.acme.co.kr",
                    "A host name under the company's own domain is required, e.g. gw.acme.co.kr.");
            String mail = host.mailDomain() == null ? "" : host.mailDomain().toLowerCase(Locale.ROOT);
            checks.check(
                    DOMAIN.matcher(mail).matches() && (own.endsWith("." + mail) || own.equals(mail)),
                    "host.mailDomain",
                    "호스트가 속한 메일 도메인이 필요합니다. 예: acme.co.kr",
                    "The mail domain that the host belongs to is required, e.g. acme.co.kr.");
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
