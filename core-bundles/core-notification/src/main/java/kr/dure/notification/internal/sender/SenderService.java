package kr.dure.notification.internal.sender;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kr.dure.identity.Secrets;
import kr.dure.notification.internal.ETags;
import kr.dure.notification.internal.EmailAddress;
import kr.dure.notification.internal.SmtpSettings;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Domains;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * In whose name the current company's mails go out, and with which signature. An address of its own counts while its
 * domain is the company's; a signature is made while the key that stands in the DNS is ours.
 */
@Component(service = SenderService.class)
public final class SenderService {
    private static final String SELECTOR = "dure1";
    private static final int LONGEST_NAME = 100;

    /** How long the DNS is believed. */
    private static final Duration FOUND_FOR = Duration.ofHours(1);

    private static final Duration MISSING_FOR = Duration.ofMinutes(10);

    private final Tx tx;
    private final Clock clock;
    private final Domains domains;
    private final TenantDirectory tenants;
    private final Secrets secrets;
    private final DnsTexts dns;
    private final SmtpSettings settings;

    /** What the DNS said of a key, by its public part. */
    private final Map<String, Check> checks = new ConcurrentHashMap<>();

    private record Check(State state, Instant at) {
        boolean holds(Instant now) {
            return now.isBefore(at.plus(state == State.FOUND ? FOUND_FOR : MISSING_FOR));
        }
    }

    /** What the DNS says of a key. */
    public enum State {
        /** It stands there: mails are signed. */
        FOUND,
        MISSING,
        /** Another key stands there. */
        OTHER,
        /** No DNS server answered. */
        UNANSWERED
    }

    @Activate
    public SenderService(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Clock clock,
            @Reference Domains domains,
            @Reference TenantDirectory tenants,
            @Reference Secrets secrets) {
        this(tx, clock, domains, tenants, secrets, DnsTexts.fromSystem(), SmtpSettings.read());
    }

    public SenderService(
            Tx tx,
            Clock clock,
            Domains domains,
            TenantDirectory tenants,
            Secrets secrets,
            DnsTexts dns,
            SmtpSettings settings) {
        this.tx = tx;
        this.clock = clock;
        this.domains = domains;
        this.tenants = tenants;
        this.secrets = secrets;
        this.dns = dns;
        this.settings = settings;
    }

    /** For the current tenant's mails, now. Not inside a transaction: it may ask the DNS. */
    public Sender current() {
        Optional<SenderRepository.Own> own = Tenants.current().operator() ? Optional.empty() : own();
        if (own.isPresent()) {
            SenderRepository.Own sender = own.get();
            return new Sender(sender.address(), sender.name(), published(sender.domain()));
        }
        return new Sender(null, null, Tenants.call(tenants.operator(), () -> published(domainOf(settings.from()))));
    }

    /** The company's own, while its domain is the company's. */
    private Optional<SenderRepository.Own> own() {
        return tx.read(session -> new SenderRepository(session, secrets).own())
                .filter(sender -> usable(sender.domain()));
    }

    private boolean usable(String domain) {
        return domains.list().stream()
                .filter(one -> one.state() == DomainState.OPEN)
                .map(Domain::mailDomain)
                .anyMatch(domain::equalsIgnoreCase);
    }

    private static String domainOf(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    /** The current tenant's key of the domain if the world can see it, or null. */
    private DkimKey published(String domain) {
        DkimKey key = tx.read(session -> new SenderRepository(session, secrets).key(domain))
                .orElse(null);
        return key != null && state(key) == State.FOUND ? key : null;
    }

    private State state(DkimKey key) {
        Check known = checks.get(key.publicKey());
        return known != null && known.holds(clock.instant()) ? known.state() : look(key);
    }

    private State look(DkimKey key) {
        State state = dns.at(key.recordName())
                .map(texts -> texts.stream().anyMatch(key::matches)
                        ? State.FOUND
                        : texts.isEmpty() ? State.MISSING : State.OTHER)
                .orElse(State.UNANSWERED);
        checks.put(key.publicKey(), new Check(state, clock.instant()));
        return state;
    }

    /**
     * The sender as its owner sees it.
     *
     * @param name beside the address, or null
     * @param inUse whether mails bear it; otherwise the domain is the company's no more, and they bear the installation's
     * @param dkim what must stand in the DNS for mails to be signed
     */
    public record SenderView(String name, String address, boolean inUse, DkimView dkim) {}

    /** @param state what the DNS said at the last look */
    public record DkimView(String type, String name, String value, State state) {}

    /** What replaces the sender. */
    public record NewSender(String name, String address) {}

    /** A sender and its version for the ETag. */
    public record Versioned(int version, SenderView view) {}

    /** @throws kr.dure.web.Problem 404 when the company has none of its own */
    public Versioned get(boolean lookNow) {
        SenderRepository.Own own =
                tx.read(session -> new SenderRepository(session, secrets).own()).orElseThrow(SenderService::none);
        return new Versioned(
                own.version(),
                new SenderView(own.name(), own.address(), usable(own.domain()), dkim(own.domain(), lookNow)));
    }

    private static NotFound none() {
        return new NotFound(
                "회사의 메일 발신자를 정하지 않았습니다. 서비스의 기본 주소로 보냅니다.",
                "The company has no mail sender of its own; its mails bear the service's address.");
    }

    private DkimView dkim(String domain, boolean lookNow) {
        DkimKey key =
                tx.write(session -> new SenderRepository(session, secrets).keyOrNew(domain, SELECTOR, clock.instant()));
        return new DkimView("TXT", key.recordName(), key.recordValue(), lookNow ? look(key) : state(key));
    }

    /** The installation's own, for the operator. */
    SenderView installation(boolean lookNow) {
        Tenant operator = tenants.operator();
        return Tenants.call(
                operator,
                () -> new SenderView(
                        settings.fromName(), settings.from(), true, dkim(domainOf(settings.from()), lookNow)));
    }

    public Versioned put(Integer version, NewSender request) {
        Invalid.Checks checks = new Invalid.Checks();
        Optional<String> address = Optional.ofNullable(request.address()).flatMap(EmailAddress::parse);
        checks.check(address.isPresent(), "address", "메일 주소가 아닙니다.", "This is not an e-mail address.");
        checks.check(
                request.name() == null
                        || request.name().length() <= LONGEST_NAME
                                && !request.name().matches("(?s).*[\"<>\\p{Cntrl}].*"),
                "name",
                "이름에는 100자까지, 따옴표와 꺾쇠 없이 쓸 수 있습니다.",
                "A name has 100 characters at most, without quotes and angle brackets.");
        address.ifPresent(one -> checks.check(
                !Tenants.current().operator() && usable(domainOf(one)),
                "address",
                "확인된 회사 도메인의 주소만 쓸 수 있습니다.",
                "Only an address in one of the company's own verified domains can be used."));
        checks.done();
        String name = request.name() == null || request.name().isBlank()
                ? null
                : request.name().strip();
        String lower = address.orElseThrow().toLowerCase(Locale.ROOT);
        tx.run(session -> {
            SenderRepository senders = new SenderRepository(session, secrets);
            int before = senders.own().map(SenderRepository.Own::version).orElse(0);
            ETags.require(version, before);
            if (!senders.own(name, lower, before, clock.instant())) {
                ETags.require(before, before + 1);
            }
            session.audit("notification.mail-sender.changed", null, lower);
        });
        return get(false);
    }

    /** Mails bear the installation's address again. The key stays, for the day the company comes back to it. */
    public void remove() {
        tx.run(session -> {
            if (new SenderRepository(session, secrets).remove() == 0) {
                throw none();
            }
            session.audit("notification.mail-sender.removed", null, null);
        });
    }

    /** The domains a sender may be in. */
    List<String> choices() {
        return domains.list().stream()
                .filter(domain -> domain.state() == DomainState.OPEN)
                .map(Domain::mailDomain)
                .distinct()
                .toList();
    }
}
