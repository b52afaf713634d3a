package kr.dure.addons.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Consents;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Consents}; answers are at most half a second old on other nodes and never old on this one. */
@Component(service = {Consents.class, ConsentsImpl.class})
public final class ConsentsImpl implements Consents {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final int MAX_TENANTS = 10_000;
    private static final UUID NOBODY = new UUID(0, 0);

    private final Tx tx;
    private final Clock clock;
    private final AddonLedger ledger;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private volatile Baselines baselines = new Baselines(Map.of(), Instant.MIN);

    private record Known(Map<String, Set<String>> rights, Instant readAt) {}

    /** @param byApp null where everything is allowed */
    private record Baselines(Map<String, Optional<Set<String>>> byApp, Instant readAt) {}

    @Activate
    public ConsentsImpl(@Reference(target = "(unit=kr.dure.addons)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
        this.ledger = new AddonLedger(tx, clock);
    }

    /**
     * A tenant's consent to one add-on.
     *
     * @param version of the app when it was given, or null when none is recorded
     * @param at when, or null
     * @param waiting what the app wants and the tenant has not agreed to
     */
    record State(String version, Instant at, Set<String> waiting) {}

    @Override
    public boolean covers(UUID tenant, String app, String right) {
        Instant now = clock.instant();
        Optional<Set<String>> baseline = baseline(app, now);
        if (baseline == null) {
            return true; // no add-on
        }
        Set<String> agreed = agreed(tenant, now).get(app);
        return agreed == null ? baseline.isEmpty() || baseline.get().contains(right) : agreed.contains(right);
    }

    /** Null for what is no add-on; empty: everything. */
    private Optional<Set<String>> baseline(String app, Instant now) {
        Baselines here = baselines;
        if (!fresh(here.readAt(), now)) {
            Map<String, Optional<Set<String>>> read = new HashMap<>();
            Tenants.call(new Tenant(NOBODY, "", "", TenantState.OPEN, false), ledger::list)
                    .forEach(row -> read.put(row.id(), Optional.ofNullable(row.baseline())));
            here = new Baselines(read, now);
            baselines = here;
        }
        return here.byApp().get(app);
    }

    private static boolean fresh(Instant readAt, Instant now) {
        return !now.isBefore(readAt) && readAt.isAfter(now.minus(FRESH));
    }

    private Map<String, Set<String>> agreed(UUID id, Instant now) {
        Known cached = known.get(id);
        if (cached != null && fresh(cached.readAt(), now)) {
            return cached.rights();
        }
        Tenant tenant = Tenants.find()
                .filter(current -> current.id().equals(id))
                .orElseGet(() -> new Tenant(id, "", "", TenantState.OPEN, false));
        Map<String, Set<String>> read =
                Tenants.call(
                        tenant,
                        () -> tx.read(session -> session
                                .entities()
                                .createQuery("select c from ConsentEntity c", ConsentEntity.class)
                                .getResultList()
                                .stream()
                                .collect(Collectors.toMap(ConsentEntity::app, ConsentEntity::rights))));
        if (known.size() >= MAX_TENANTS) {
            known.values().removeIf(old -> !fresh(old.readAt(), now));
        }
        if (known.size() < MAX_TENANTS) {
            known.put(id, new Known(read, now));
        }
        return read;
    }

    @Override
    public void give(String product, Set<String> apps) {
        for (String app : new TreeSet<>(apps)) {
            ledger.find(app).filter(row -> row.rights() != null).ifPresent(this::give);
        }
    }

    /**
     * Agrees for the current tenant to what the add-on wants.
     *
     * @param seen the rights that the administrator was shown
     * @throws kr.dure.web.Problem 409 when it wants something else by now
     */
    State agree(String app, Set<String> seen) {
        AddonLedger.Row row = ledger.find(app)
                .filter(found -> found.rights() != null)
                .orElseThrow(() -> new NotFound("그런 애드온이 없습니다.", "There is no such add-on."));
        if (!row.rights().equals(new TreeSet<>(seen))) {
            throw new Conflict(
                    "앱이 원하는 권한이 그 사이에 바뀌었습니다. 다시 보고 동의해 주세요.",
                    "What the app wants has changed meanwhile. Please look at it again and agree then.");
        }
        give(row);
        return state(row);
    }

    private void give(AddonLedger.Row row) {
        tx.run(session -> {
            ConsentEntity consent = session.entities().find(ConsentEntity.class, row.id());
            boolean fresh = consent == null;
            if (fresh) {
                consent = new ConsentEntity(row.id());
            }
            consent.give(
                    row.version(),
                    row.rights(),
                    Callers.find().map(Caller::accountId).orElse(null),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (fresh) {
                session.entities().persist(consent);
            }
            session.audit("addons.consent.given", row.id(), row.version() + ": " + String.join(", ", row.rights()));
        });
        forget(Tenants.current().id());
    }

    /** To be called after the commit of a change; one that is not committed yet is read half a second later at most. */
    private void forget(UUID tenant) {
        known.remove(tenant);
        baselines = new Baselines(Map.of(), Instant.MIN);
    }

    /** What the current tenant agreed to, of one add-on. */
    State state(AddonLedger.Row row) {
        Optional<ConsentEntity> consent = tx.read(
                (Session session) -> Optional.ofNullable(session.entities().find(ConsentEntity.class, row.id())));
        Set<String> waiting = new TreeSet<>(row.rights() == null ? Set.of() : row.rights());
        consent.map(ConsentEntity::rights)
                .or(() -> Optional.ofNullable(row.baseline()))
                .ifPresentOrElse(waiting::removeAll, waiting::clear);
        return new State(
                consent.map(ConsentEntity::appVersion).orElse(null),
                consent.map(ConsentEntity::givenAt).orElse(null),
                waiting);
    }
}
