package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.billing.internal.pricing.Policy;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.Rates;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What every product costs from which day on; answers are at most a second old, also on another node. */
@Component(service = PriceBook.class)
public final class PriceBook {
    /** From when on the first price of a product holds. */
    private static final LocalDate BEGINNING = LocalDate.of(2020, 1, 1);

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** For readers without a company: prices are no tenant's. */
    static final Tenant NOBODY = new Tenant(new UUID(0, 0), "", "", TenantState.OPEN, false);

    private final Tx tx;
    private final Clock clock;
    private volatile Snapshot snapshot = Snapshot.NONE;

    @Activate
    public PriceBook(@Reference(target = "(unit=kr.dure.billing)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** The prices that hold on {@code day}, or empty when there were none yet. */
    Optional<Prices> on(LocalDate day) {
        Snapshot book = current();
        Map<String, Price> prices = new HashMap<>();
        Map<Policy, String> policies = new EnumMap<>(Policy.class);
        Map<String, Long> versions = new HashMap<>();
        book.prices()
                .forEach((product, byDate) -> at(byDate, day).ifPresent(entry -> {
                    prices.put(product, entry.toPrice());
                    versions.put(product, entry.version());
                }));
        book.policies()
                .forEach((name, byDate) -> Policy.find(name)
                        .ifPresent(policy -> at(byDate, day).ifPresent(entry -> {
                            policies.put(policy, entry.value());
                            versions.put(name, entry.version());
                        })));
        return prices.isEmpty() ? Optional.empty() : Optional.of(new Prices(prices, policies, versions));
    }

    private static <T> Optional<T> at(NavigableMap<LocalDate, T> byDate, LocalDate day) {
        return Optional.ofNullable(byDate.floorEntry(day)).map(Map.Entry::getValue);
    }

    /** Every entry there is, in its order. */
    List<PriceBookEntry> entries() {
        Snapshot book = current();
        return Stream.concat(
                        book.prices().values().stream()
                                .flatMap(byDate -> byDate.values().stream())
                                .map(PriceEntity::toEntry),
                        book.policies().values().stream()
                                .flatMap(byDate -> byDate.values().stream())
                                .map(PolicyEntity::toEntry))
                .sorted(PriceBookEntry.ORDER)
                .toList();
    }

    /** Reads the price book anew at the next question. */
    void forget() {
        snapshot = Snapshot.NONE;
    }

    /** The prices that hold now. */
    Prices today() {
        return on(LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE))
                .orElse(new Prices(Map.of(), Map.of(), Map.of()));
    }

    /** Gives a product its first price; one that has a price keeps it. Not inside a read transaction. */
    void introduce(String product, Price price) {
        tx.run(session -> {
            boolean priced = session.entities()
                            .createQuery("select count(p) from PriceEntity p where p.product = :product", Long.class)
                            .setParameter("product", product)
                            .getSingleResult()
                    > 0;
            if (!priced) {
                // Two nodes may introduce it at once.
                session.entities()
                        .createNativeQuery("INSERT INTO platform.price (product, effective_from, basis, won)"
                                + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
                        .setParameter(1, product)
                        .setParameter(2, BEGINNING)
                        .setParameter(3, price.basis().name())
                        .setParameter(4, price.won())
                        .executeUpdate();
            }
        });
        forget();
    }

    private Snapshot current() {
        Snapshot known = snapshot;
        Instant now = clock.instant();
        if (!now.isBefore(known.readAt()) && now.isBefore(known.staleAt())) {
            return known;
        }
        Snapshot read = Tenants.call(Tenants.find().orElse(NOBODY), () -> read(now));
        snapshot = read;
        return read;
    }

    private Snapshot read(Instant now) {
        return tx.read(session -> {
            Map<String, NavigableMap<LocalDate, PriceEntity>> prices = new HashMap<>();
            session.entities()
                    .createQuery("select p from PriceEntity p", PriceEntity.class)
                    .getResultList()
                    .forEach(row -> prices.computeIfAbsent(row.product(), product -> new TreeMap<>())
                            .put(row.effectiveFrom(), row));
            Map<String, NavigableMap<LocalDate, PolicyEntity>> policies = new HashMap<>();
            session.entities()
                    .createQuery("select p from PolicyEntity p", PolicyEntity.class)
                    .getResultList()
                    .forEach(row -> policies.computeIfAbsent(row.name(), name -> new TreeMap<>())
                            .put(row.effectiveFrom(), row));
            return new Snapshot(now, prices, policies);
        });
    }

    private record Snapshot(
            Instant readAt,
            Map<String, NavigableMap<LocalDate, PriceEntity>> prices,
            Map<String, NavigableMap<LocalDate, PolicyEntity>> policies) {
        static final Snapshot NONE = new Snapshot(Instant.MIN, Map.of(), Map.of());

        Instant staleAt() {
            return readAt.plus(FRESH);
        }
    }

    /** The price book of one day. */
    record Prices(Map<String, Price> byProduct, Map<Policy, String> policies, Map<String, Long> versions) {
        Optional<Price> find(String product) {
            return Optional.ofNullable(byProduct.get(product));
        }

        boolean charged(String product, Basis basis) {
            return find(product).filter(price -> price.basis() == basis).isPresent();
        }

        Set<String> charged(Basis basis) {
            return byProduct.keySet().stream()
                    .filter(product -> charged(product, basis))
                    .collect(Collectors.toUnmodifiableSet());
        }

        Rates rates() {
            return new Rates(
                    byProduct.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, e -> e.getValue().won())),
                    policies,
                    versions);
        }
    }
}
