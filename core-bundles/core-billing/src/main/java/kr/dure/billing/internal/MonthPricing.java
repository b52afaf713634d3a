package kr.dure.billing.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.QuotedPrices.Book;
import kr.dure.billing.internal.Receivables.Standing;
import kr.dure.billing.internal.contract.ContractRepository;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.billing.internal.pricing.MonthLedger;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.PriceQuestion.Late;
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
    private final Receivables receivables;
    private final Clock clock;

    @Activate
    public MonthPricing(
            @Reference PriceBook prices,
            @Reference ProductCatalogue catalogue,
            @Reference Receivables receivables,
            @Reference Clock clock) {
        this.prices = prices;
        this.catalogue = catalogue;
        this.receivables = receivables;
        this.clock = clock;
    }

    /** Today's date where the business is. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    /** Makes whatever else changes the tenant's money wait until this transaction ends. */
    public void lock(Session session) {
        new LedgerRepository(session).lock();
    }

    /** R of rule B1 on {@code day}. */
    public long registeredSeats(Session session, LocalDate day) {
        return new LedgerRepository(session).registeredSeats(day);
    }

    public boolean hasGroupware(Session session) {
        return new LedgerRepository(session)
                .openEntitlement(PricePolicy.GROUPWARE)
                .isPresent();
    }

    /** What the seats cost for a whole term that begins on {@code startsOn}, less its discount: won before VAT. */
    public long termFee(Session session, int term, long seats, LocalDate startsOn) {
        return Pricing.termFee(
                term,
                seats,
                QuotedPrices.read(session)
                        .of(YearMonth.from(startsOn), prices)
                        .prices()
                        .rates());
    }

    /** What was counted in the month, by meter. */
    public Map<String, Long> counted(Session session, YearMonth month) {
        return new UsageRepository(session).byMeter(month);
    }

    /** What uses of the month cost: won before VAT and discounts. */
    public long cost(YearMonth month, Map<String, Long> uses) {
        Prices book = book(month);
        return priced(uses, book).entrySet().stream()
                .mapToLong(
                        use -> Math.multiplyExact(use.getValue(), book.rates().of(use.getKey())))
                .reduce(0, Math::addExact);
    }

    /** Whether the price book has a price per use for this meter, or for a meter of this product. */
    public boolean countedMeter(String meter) {
        Prices book = prices.today();
        return book.charged(Basis.USE).stream()
                .anyMatch(priced -> priced.equals(meter) || priced.startsWith(meter + "."));
    }

    /** What the month costs. What still runs is taken to run to the month's end. */
    PriceAnswer of(Session session, YearMonth month) {
        return of(session, month, List.of());
    }

    /** What the month would cost with these entitlements in addition. */
    PriceAnswer of(Session session, YearMonth month, List<Entitled> further) {
        return compute(session, month, further, new ContractRepository(session)).answer();
    }

    /**
     * What a month costs and what that goes by.
     *
     * @param standing what was unpaid
     * @param counted the uses that the answer charges, by month and meter
     */
    record Computed(PriceAnswer answer, Standing standing, Map<YearMonth, Map<String, Long>> counted) {}

    Computed compute(Session session, YearMonth month, List<Entitled> further, ContractRepository contracts) {
        return compute(session, month, MonthFacts.read(session, month), further, contracts);
    }

    Computed compute(
            Session session, YearMonth month, MonthFacts facts, List<Entitled> further, ContractRepository contracts) {
        Book quoted = facts.quoted().of(month, prices);
        Prices book = quoted.prices();
        List<Entitled> entitled = new ArrayList<>(facts.entitled());
        entitled.addAll(further);
        MonthLedger happened =
                new MonthLedger(month, facts.seatChanges(), entitled, facts.domains(), book.charged(Basis.ACCOUNT));
        Map<YearMonth, Map<String, Long>> counted = new TreeMap<>();
        counted.put(month, facts.uncharged());
        UsageRepository usage = new UsageRepository(session);
        facts.lateMonths().forEach(late -> counted.put(late, usage.uncharged(late)));
        Standing standing = receivables.at(session, month);
        PriceAnswer priced = Pricing.answer(
                happened.question(
                        priced(counted.get(month), book),
                        contracts.of(month),
                        late(month, counted, facts.quoted()),
                        facts.autoDebit(),
                        standing.overdue(),
                        standing.lateFeeBase()),
                book.rates());
        return new Computed(
                LostDiscount.charge(LateFee.explain(quoted.explain(priced), standing.late()), standing.lostDiscounts()),
                standing,
                counted);
    }

    private List<Late> late(YearMonth month, Map<YearMonth, Map<String, Long>> counted, QuotedPrices quoted) {
        List<Late> late = new ArrayList<>();
        counted.forEach((earlier, meters) -> {
            if (earlier.isBefore(month)) {
                Prices book = quoted.of(earlier, prices).prices();
                priced(meters, book)
                        .forEach((priced, quantity) -> late.add(new Late(
                                earlier,
                                priced,
                                quantity,
                                book.rates().of(priced),
                                book.rates().version(priced))));
            }
        });
        return late;
    }

    /** The lines that {@code seats} further seats from {@code day} on would add to that month; discounts apart. */
    List<Line> ofAddition(Session session, LocalDate day, long seats) {
        YearMonth month = YearMonth.from(day);
        Book quoted = QuotedPrices.read(session).of(month, prices);
        Prices book = quoted.prices();
        // Everything the tenant has, with nobody in it but the seats asked about.
        List<Entitled> entitled = new LedgerRepository(session)
                .entitlements().stream()
                        .map(e -> new Entitled(e.product(), 0, e.startedAt(), e.endedAt()))
                        .toList();
        SeatChange addition = new SeatChange(day, seats, false, clock.instant());
        MonthLedger added = new MonthLedger(month, List.of(addition), entitled, List.of(), book.charged(Basis.ACCOUNT));
        return quoted.explain(Pricing.answer(added.question(Map.of(), 0, false), book.rates()).lines().stream()
                .filter(line -> line.quantity() > 0)
                .toList());
    }

    /** The extra domains of the month (B4). */
    List<Held> domains(Session session, YearMonth month) {
        return new HoldingRepository(session).of(PricePolicy.MULTIDOMAIN, month);
    }

    /** The uses by what is priced; what has no price per use is not charged. */
    private Map<String, Long> priced(Map<String, Long> counted, Prices book) {
        Map<String, Long> uses = new HashMap<>();
        counted.forEach((meter, quantity) -> {
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
