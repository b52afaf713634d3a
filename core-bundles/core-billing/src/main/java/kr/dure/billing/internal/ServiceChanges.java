package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.billing.internal.ProductCatalogue.Entry;
import kr.dure.billing.internal.SeatChangeEntity.Kind;
import kr.dure.billing.internal.contract.Contracts;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What only the service centre changes (S5), in a transaction of billing's unit, from a day on that may lie in the past.
 * Every change answers why it cannot be, or empty when it is done.
 */
@Component(service = ServiceChanges.class)
public final class ServiceChanges {
    private final Ids ids;
    private final Clock clock;
    private final ProductCatalogue catalogue;
    private final EntitlementsImpl entitlements;
    private final MinimumTerm minimumTerm;

    @Activate
    public ServiceChanges(
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference ProductCatalogue catalogue,
            @Reference EntitlementsImpl entitlements,
            @Reference MinimumTerm minimumTerm) {
        this.ids = ids;
        this.clock = clock;
        this.catalogue = catalogue;
        this.entitlements = entitlements;
        this.minimumTerm = minimumTerm;
    }

    /** Makes whatever else changes the tenant's money wait until this transaction ends. */
    public void lock(Session session) {
        new LedgerRepository(session).lock();
    }

    /** R of rule B1 today. */
    public long registeredSeats(Session session) {
        return new LedgerRepository(session).registeredSeats(today());
    }

    public boolean isOn(Session session, String product) {
        return new LedgerRepository(session).openEntitlement(product).isPresent();
    }

    /** Whether there is such a product to be switched on. */
    public boolean sold(String product) {
        return catalogue.find(product).filter(Entry::installed).isPresent();
    }

    /** What people call the product; its id where nothing describes it any more. */
    public Text name(String product) {
        return catalogue.find(product).map(Entry::name).orElseGet(() -> new Text(product, product));
    }

    /** Whether the product is charged per account. Not for use inside a transaction. */
    public boolean perAccount(String product) {
        return catalogue
                .price(product)
                .filter(price -> price.basis() == Basis.ACCOUNT)
                .isPresent();
    }

    /** Reads the tenant's products anew. To be called after the commit of a change. */
    public void forget() {
        entitlements.forget(Tenants.current().id());
    }

    /**
     * Lowers the registered seats (B1).
     *
     * @param from the first day that is not charged for them any more
     * @param accounts how many there are; nobody is added before this transaction ends
     */
    public Optional<Text> reduceSeats(Session session, long seats, LocalDate from, int accounts) {
        LedgerRepository ledger = new LedgerRepository(session);
        long left = ledger.registeredSeats(today()) - seats;
        if (left < accounts) {
            return Optional.of(new Text(
                    "등록된 사용자가 " + accounts + "명이라 좌석을 " + Math.max(0, left) + "개로 줄일 수 없습니다.",
                    "There are " + accounts + " users; the seats cannot be lowered to " + Math.max(0, left) + "."));
        }
        if (lowest(ledger.seatChanges(), from) - seats < 1) {
            return Optional.of(
                    new Text(from + "부터 줄이면 남는 좌석이 없습니다.", "Lowered from " + from + " on, no seat would be left."));
        }
        ledger.add(new SeatChangeEntity(ids.next(), from, -seats, Kind.REDUCTION, clock.instant()));
        // Carried out late, after a product was switched on for the accounts of before.
        ledger.startedFrom(start(from.plusDays(1))).forEach(entitlement -> entitlement.lower(seats));
        return Optional.empty();
    }

    /** The fewest seats of any day from {@code from} on. */
    private static long lowest(List<SeatChange> changes, LocalDate from) {
        return Stream.concat(Stream.of(from), changes.stream().map(SeatChange::on))
                .filter(day -> !day.isBefore(from))
                .mapToLong(day -> changes.stream()
                        .filter(change -> !change.on().isAfter(day))
                        .mapToLong(SeatChange::delta)
                        .sum())
                .min()
                .orElse(0);
    }

    /**
     * Switches a product on.
     *
     * @param from its first day
     * @param perAccount what {@link #perAccount} said
     */
    public Optional<Text> subscribe(Session session, String product, LocalDate from, boolean perAccount) {
        LedgerRepository ledger = new LedgerRepository(session);
        if (ledger.openEntitlement(product).isPresent()) {
            return Optional.of(new Text("이미 쓰고 있는 상품입니다.", "The product is on already."));
        }
        if (!sold(product)) {
            return Optional.of(new Text("상품의 앱이 설치되어 있지 않습니다.", "The app of the product is not installed."));
        }
        Instant start = start(from);
        // Seats recorded later than the start are added to these by the ledger.
        long seats = ledger.seatChanges().stream()
                .filter(change -> change.on().isBefore(from)
                        || change.on().equals(from) && !change.recordedAt().isAfter(start))
                .mapToLong(SeatChange::delta)
                .sum();
        ledger.add(new EntitlementEntity(ids.next(), product, perAccount ? seats : 0, start));
        return Optional.empty();
    }

    /**
     * Switches a product off; its data stays.
     *
     * @param from the first day without it
     */
    public Optional<Text> unsubscribe(Session session, String product, LocalDate from) {
        Optional<EntitlementEntity> open = new LedgerRepository(session).openEntitlement(product);
        if (open.isEmpty()) {
            return Optional.of(new Text("쓰고 있지 않은 상품입니다.", "The product is not on."));
        }
        List<Held> held = new HoldingRepository(session).open(product);
        if (!held.isEmpty()) {
            String keys = held.stream().map(Held::key).collect(Collectors.joining(", "));
            return Optional.of(new Text("아직 쓰고 있는 것이 있습니다: " + keys, "Something is still in use under it: " + keys));
        }
        Optional<Text> bound = minimumTerm.refusal(open.get(), from);
        if (bound.isPresent()) {
            return bound;
        }
        // The last instant of its last day, which is charged in full.
        open.get().end(start(from).minusMillis(1));
        if (product.equals(PricePolicy.GROUPWARE)) {
            Contracts.endAll(session, from.minusDays(1));
        }
        return Optional.empty();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    /** 00:00 of the day where the business is. */
    public static Instant start(LocalDate day) {
        return day.atStartOfDay(PricePolicy.ZONE).toInstant();
    }
}
