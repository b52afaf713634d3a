package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Tx;
import kr.dure.product.Entitlements;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Entitlements}; answers are at most half a second old on other nodes and never old on this one. */
@Component(service = {Entitlements.class, EntitlementsImpl.class})
public final class EntitlementsImpl implements Entitlements {
    private static final Duration FRESH = Duration.ofMillis(500);
    private static final int MAX_TENANTS = 10_000;

    private final Tx tx;
    private final Clock clock;
    private final LiveStream live;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private record Known(Set<String> products, Instant readAt) {
        boolean fresh(Instant now) {
            return !now.isBefore(readAt) && now.isBefore(readAt.plus(FRESH));
        }
    }

    @Activate
    public EntitlementsImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx, @Reference Clock clock, @Reference LiveStream live) {
        this.tx = tx;
        this.clock = clock;
        this.live = live;
    }

    @Override
    public boolean enabled(UUID tenant, String product) {
        Instant now = clock.instant();
        Known cached = known.get(tenant);
        if (cached != null && cached.fresh(now)) {
            return cached.products().contains(product);
        }
        long before = changes.get();
        Set<String> products = read(tenant);
        if (known.size() >= MAX_TENANTS) {
            known.values().removeIf(old -> !old.fresh(now));
        }
        // What was read before a change that is committed by now is not kept.
        if (changes.get() == before && known.size() < MAX_TENANTS) {
            known.put(tenant, new Known(products, now));
        }
        return products.contains(product);
    }

    /**
     * Reads the tenant's products anew at the next question, and has its open browsers look at their menus. To be called
     * after the commit of a change.
     */
    void forget(UUID tenant) {
        changes.incrementAndGet();
        known.remove(tenant);
        live.send(tenant, "modules", "{}");
    }

    private Set<String> read(UUID id) {
        Tenant tenant = Tenants.find()
                .filter(current -> current.id().equals(id))
                .orElseGet(() -> new Tenant(id, "", "", TenantState.OPEN, false));
        if (tenant.operator()) {
            return Set.of();
        }
        return Tenants.call(
                tenant,
                () -> tx.read(session -> new LedgerRepository(session)
                        .openEntitlements().stream().map(Entitled::product).collect(Collectors.toUnmodifiableSet())));
    }
}
