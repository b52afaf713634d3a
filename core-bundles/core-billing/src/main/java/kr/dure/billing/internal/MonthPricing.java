package kr.dure.billing.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.MonthLedger;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.Pricing;
import kr.dure.persistence.Session;
import kr.dure.product.AppDescription.Basis;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a month costs the current tenant by what happened in it: the one way to invoices, previews and seat charges. */
@Component(service = MonthPricing.class)
public final class MonthPricing {
    private final PriceBook prices;
    private final ProductCatalogue catalogue;
    private final Clock clock;

    @Activate
    public MonthPricing(@Reference PriceBook prices, @Reference ProductCatalogue catalogue, @Reference Clock clock) {
        this.prices = prices;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Today's date where the business is. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    /** What the month costs. What still runs is taken to run to the month's end. */
    PriceAnswer of(Session session, YearMonth month) {
        return of(session, month, List.of());
    }

    /** What the month would cost with these entitlements in addition. */
    PriceAnswer of(Session session, YearMonth month, List<Entitled> further) {
        LedgerRepository ledger = new LedgerRepository(session);
        Optional<SubscriptionEntity> subscription = ledger.subscription();
        Prices book = book(month);
        List<Entitled> entitled = new ArrayList<>(ledger.entitlements());
        entitled.addAll(further);
        MonthLedger happened = new MonthLedger(
                month, ledger.seatChanges(), entitled, domains(session, month), book.charged(Basis.ACCOUNT));
        return Pricing.answer(
                happened.question(
                        uses(session, month, book),
                        subscription.map(SubscriptionEntity::term).orElse(0),
                        subscription.map(SubscriptionEntity::autoDebit).orElse(false)),
                book.rates());
    }

    /** The lines that {@code seats} further seats from {@code day} on would add to that month; discounts apart. */
    List<Line> ofAddition(Session session, LocalDate day, long seats) {
        YearMonth month = YearMonth.from(day);
        Prices book = book(month);
        // Everything the tenant has, with nobody in it but the seats asked about.
        List<Entitled> entitled = new LedgerRepository(session)
                .entitlements().stream()
                        .map(e -> new Entitled(e.product(), 0, e.startedAt(), e.endedAt()))
                        .toList();
        SeatChange addition = new SeatChange(day, seats, false, clock.instant());
        MonthLedger added = new MonthLedger(month, List.of(addition), entitled, List.of(), book.charged(Basis.ACCOUNT));
        return Pricing.answer(added.question(Map.of(), 0, false), book.rates()).lines().stream()
                .filter(line -> line.quantity() > 0)
                .toList();
    }

    /** The extra domains of the month (B4). */
    List<Held> domains(Session session, YearMonth month) {
        return new HoldingRepository(session).of(PricePolicy.MULTIDOMAIN, month);
    }

    private Map<String, Long> uses(Session session, YearMonth month, Prices book) {
        Map<String, Long> uses = new HashMap<>();
        new UsageRepository(session).byMeter(month).forEach((meter, quantity) -> {
            String priced = catalogue.pricedAs(meter, book);
            if (book.charged(priced, Basis.USE)) {
                uses.merge(priced, quantity, Math::addExact);
            }
        });
        return uses;
    }

    private Prices book(YearMonth month) {
        return prices.on(month.atDay(1))
                .orElseThrow(() -> new IllegalStateException("There is no price book for " + month + "."));
    }
}
