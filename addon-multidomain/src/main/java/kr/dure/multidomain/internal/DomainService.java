package kr.dure.multidomain.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.metering.Holding;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Domain;
import kr.dure.tenant.Domains;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Extra domains: what {@link Domains} does with them, and what that is charged. Both in one transaction. */
@Component(service = DomainService.class)
public final class DomainService {
    /** Where a charged day begins. */
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final Duration CHECK_PAUSE = Duration.ofSeconds(10);

    /** The longest domain name (RFC 1035). */
    private static final int MAX_NAME = 253;

    private final Tx tx;
    private final Clock clock;
    private final Domains domains;

    @Activate
    public DomainService(
            @Reference(target = "(unit=kr.dure.multidomain)") Tx tx,
            @Reference Clock clock,
            @Reference Domains domains) {
        this.tx = tx;
        this.clock = clock;
        this.domains = domains;
    }

    /** All domains of the company, the primary one first. */
    List<DomainView> list() {
        return tx.read(session -> {
            Charged charged = charged(session);
            return domains.list().stream().map(charged::view).toList();
        });
    }

    DomainView get(UUID id) {
        return tx.read(session -> charged(session).view(domains.get(id)));
    }

    /** Applies for an extra domain; it is charged from today on. */
    DomainView request(String host, String mailDomain) {
        if (Tenants.current().operator()) {
            throw new Forbidden(
                    "운영자는 추가 도메인을 신청하지 않습니다. 고객의 주소에서 해 주세요.",
                    "The operator has no extra domains. Please do this on a customer's host.");
        }
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(host, "host", MAX_NAME);
        checks.text(mailDomain, "mailDomain", MAX_NAME);
        checks.done();
        return tx.write(session -> {
            Domain domain = domains.request(host.strip(), mailDomain.strip());
            LocalDate today = today();
            new ExtraDomainRepository(session)
                    .add(new ExtraDomainEntity(domain.id(), domain.host(), domain.mailDomain(), caller(), today));
            // By its name: applied for again on the day it was given back, it is the same domain and the same day.
            session.hold(new Holding(MultidomainApp.METER, domain.host(), today));
            session.audit(
                    "multidomain.domain.requested", domain.id().toString(), domain.host() + "; charged from " + today);
            return charged(session).view(domain);
        });
    }

    /**
     * Looks the domain's records up now.
     *
     * @throws Problem 429 {@code checked-just-now} with {@code retryAfter} in seconds
     */
    DomainView check(UUID id) {
        domains.get(id);
        Instant now = clock.instant();
        if (!tx.write(session -> new ExtraDomainRepository(session).noteCheck(id, now, now.minus(CHECK_PAUSE)))) {
            long seconds = CHECK_PAUSE.toSeconds();
            throw new Problem(
                            429,
                            "checked-just-now",
                            new Text("방금 확인했습니다", "Checked just now"),
                            new Text(
                                    seconds + "초에 한 번만 확인할 수 있습니다. 잠시 후 다시 시도해 주세요.",
                                    "Records are looked up once in " + seconds + " seconds. Please try again shortly."))
                    .with("retryAfter", seconds);
        }
        // Outside a transaction: name servers may take their time.
        Domain checked = domains.check(id);
        return tx.read(session -> charged(session).view(checked));
    }

    DomainView makePrimary(UUID id) {
        return tx.write(session -> {
            Domain domain = domains.makePrimary(id);
            session.audit("multidomain.domain.made-primary", id.toString(), domain.host());
            return charged(session).view(domain);
        });
    }

    /** Gives an extra domain back; today is its last charged day. */
    void remove(UUID id) {
        tx.run(session -> {
            ExtraDomainRepository extras = new ExtraDomainRepository(session);
            ExtraDomainEntity extra = extras.findHeld(id).orElseThrow(() -> included(domains.get(id)));
            LocalDate today = today();
            // What has gone another way is not charged any longer either.
            if (domains.list().stream().anyMatch(domain -> domain.id().equals(id))) {
                domains.remove(id);
            }
            extra.remove(caller(), today);
            extras.forgetChecks(id);
            session.release(MultidomainApp.METER, extra.host(), today);
            session.audit("multidomain.domain.removed", id.toString(), extra.host() + "; charged to " + today);
        });
    }

    private static Conflict included(Domain domain) {
        return new Conflict(
                domain.host() + "은(는) 가입할 때 받은 무료 도메인이라 여기서 없앨 수 없습니다. 서비스센터에 문의해 주세요.",
                domain.host() + " came with the subscription, costs nothing and cannot be removed here. Please ask the"
                        + " service centre.");
    }

    /** Every extra domain there is or was, in the order they were applied for. */
    Page<ExtraDomain> history(UUID after, int limit) {
        List<ExtraDomain> rows = tx.read(session -> new ExtraDomainRepository(session).list(after, limit + 1));
        return Page.of(rows, limit, domain -> domain.id().toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SEOUL);
    }

    private static String caller() {
        return Callers.current().loginId();
    }

    private Charged charged(Session session) {
        YearMonth month = YearMonth.from(today());
        return new Charged(month, new ExtraDomainRepository(session).of(month));
    }

    /** What is charged in the running month, in the order of the days. */
    private record Charged(YearMonth month, List<ExtraDomain> extras) {
        DomainView view(Domain domain) {
            ExtraDomain extra = extras.stream()
                    .filter(one -> one.id().equals(domain.id()) && one.removedOn() == null)
                    .findFirst()
                    .orElse(null);
            return DomainView.of(domain, extra, extra == null ? 0 : days(domain.host()), Clients.language());
        }

        /** A day on which it was given back and applied for again counts once. */
        private int days(String host) {
            int days = 0;
            LocalDate next = month.atDay(1);
            for (ExtraDomain extra : extras) {
                if (extra.host().equals(host)
                        && (extra.removedOn() == null || !extra.removedOn().isBefore(next))) {
                    days += extra.daysIn(month, next);
                    next = extra.removedOn() == null
                            ? month.atEndOfMonth().plusDays(1)
                            : extra.removedOn().plusDays(1);
                }
            }
            return days;
        }
    }
}
