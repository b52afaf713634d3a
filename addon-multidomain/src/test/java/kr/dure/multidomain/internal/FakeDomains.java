package kr.dure.multidomain.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.multidomain.internal.TestMultidomain.NotedTx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Domains;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;

/** What {@link Domains} promises, in memory. Insists on being inside a transaction, or outside, where it says so. */
final class FakeDomains implements Domains {
    private final NotedTx tx;
    private final Clock clock;
    private final Map<UUID, List<Domain>> byTenant = new ConcurrentHashMap<>();
    final AtomicInteger checks = new AtomicInteger();
    volatile List<String> users = List.of();
    /** Whether two may apply for the same name, as two transactions that do not see each other yet. */
    volatile boolean forgetful;

    FakeDomains(NotedTx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    void included(Tenant tenant) {
        add(tenant, domain("acme.localhost", "acme.localhost", DomainState.OPEN, true, true));
    }

    private void add(Tenant tenant, Domain domain) {
        byTenant.computeIfAbsent(tenant.id(), id -> new ArrayList<>()).add(domain);
    }

    private Domain domain(String host, String mailDomain, DomainState state, boolean shared, boolean primary) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Seoul"));
        List<DnsRecord> records = shared
                ? List.of()
                : List.of(new DnsRecord(
                        "MX",
                        mailDomain,
                        "10 mx.example",
                        state == DomainState.OPEN ? DnsRecord.State.FOUND : DnsRecord.State.OTHER,
                        new Text("다른 메일 서버를 가리킵니다", "points to another mail system")));
        return new Domain(
                new KernelIds().next(), host, mailDomain, state, shared, primary, today, records, null, null, null);
    }

    private List<Domain> mine() {
        return byTenant.getOrDefault(Tenants.current().id(), List.of());
    }

    @Override
    public synchronized List<Domain> list() {
        return List.copyOf(mine());
    }

    @Override
    public synchronized Domain get(UUID id) {
        return mine().stream()
                .filter(domain -> domain.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 도메인이 없습니다.", "There is no such domain."));
    }

    @Override
    public synchronized Domain request(String host, String mailDomain) {
        insist(tx.open());
        String name = host.toLowerCase(Locale.ROOT);
        if (!forgetful
                && byTenant.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(d -> d.host().equals(name))) {
            Text taken = new Text("이미 쓰는 이름입니다", "Name taken");
            throw new Problem(409, "name-taken", taken, taken);
        }
        Domain domain = domain(name, mailDomain.toLowerCase(Locale.ROOT), DomainState.REQUESTED, false, false);
        add(Tenants.current(), domain);
        return domain;
    }

    @Override
    public synchronized Domain check(UUID id) {
        insist(!tx.open());
        checks.incrementAndGet();
        return get(id);
    }

    @Override
    public synchronized Domain makePrimary(UUID id) {
        insist(tx.open());
        Domain chosen = get(id);
        List<Domain> changed = new ArrayList<>();
        mine().forEach(d -> changed.add(new Domain(
                d.id(),
                d.host(),
                d.mailDomain(),
                d.state(),
                d.shared(),
                d == chosen,
                d.requestedOn(),
                d.records(),
                d.checkedAt(),
                d.openedAt(),
                d.mailHereAt())));
        byTenant.put(Tenants.current().id(), changed);
        return get(id);
    }

    @Override
    public synchronized void remove(UUID id) {
        insist(tx.open());
        Domain domain = get(id);
        if (!users.isEmpty()) {
            Text used = new Text("쓰는 사람이 있습니다", "Somebody has an address in it");
            throw new Problem(409, "domain-in-use", used, used).with("users", users);
        }
        mine().remove(domain);
    }

    /** As when somebody takes it away without the add-on. */
    synchronized void vanish(Tenant tenant, UUID id) {
        byTenant.get(tenant.id()).removeIf(domain -> domain.id().equals(id));
    }

    private static void insist(boolean right) {
        if (!right) {
            throw new AssertionError("The transaction is not as Domains demands it.");
        }
    }
}
