package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.PriceBook.Prices;
import kr.dure.billing.internal.UsageReport.By;
import kr.dure.billing.internal.UsageReport.Holdings;
import kr.dure.billing.internal.UsageReport.Part;
import kr.dure.billing.internal.pricing.Days;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.web.BadRequest;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A tenant's view of its usage and invoices. */
@Component(service = BillingService.class)
public final class BillingService {
    private final Tx tx;
    private final PriceBook prices;
    private final ProductCatalogue catalogue;
    private final MonthPricing months;

    @Activate
    public BillingService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference PriceBook prices,
            @Reference ProductCatalogue catalogue,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.prices = prices;
        this.catalogue = catalogue;
        this.months = months;
    }

    /**
     * What was counted.
     *
     * @param asked null for the running month
     */
    UsageReport usage(YearMonth asked, By by) {
        YearMonth running = YearMonth.from(months.today());
        YearMonth month = asked == null ? running : asked;
        if (month.isAfter(running)) {
            throw new BadRequest("month", "아직 시작하지 않은 달입니다.", "This month has not begun.");
        }
        Prices book = prices.on(month.atDay(1))
                .orElseThrow(() -> new BadRequest("month", "그달의 가격표가 없습니다.", "There is no price book for this month."));
        return tx.read(session -> new UsageReport(
                month,
                counted(session, month).entrySet().stream()
                        .map(e -> meter(book, e.getKey(), e.getValue()))
                        .toList(),
                holdings(session, month, book),
                parts(session, month, by, book),
                months.of(session, month).lines()));
    }

    private List<Part> parts(Session session, YearMonth month, By by, Prices book) {
        UsageRepository usage = new UsageRepository(session);
        List<UsageRepository.Part> parts = switch (by) {
            case METER -> List.of();
            case DAY -> usage.byDay(month);
            case USER -> usage.byAccount(month);
        };
        return parts.stream()
                .map(part -> {
                    UsageReport.Meter meter = meter(book, part.meter(), part.quantity());
                    return new Part(
                            part.day(),
                            part.account(),
                            part.meter(),
                            part.quantity(),
                            meter.unitPrice(),
                            meter.amount());
                })
                .toList();
    }

    private List<Holdings> holdings(Session session, YearMonth month, Prices book) {
        List<Held> domains = months.domains(session, month);
        if (domains.isEmpty()) {
            return List.of();
        }
        return List.of(new Holdings(
                PricePolicy.MULTIDOMAIN,
                Math.toIntExact(domains.stream().map(Held::key).distinct().count()),
                Held.days(month, domains).stream().mapToInt(Days::count).sum(),
                book.rates().of(PricePolicy.MULTIDOMAIN)));
    }

    /** Meters that counted, and those of the tenant's products that did not. */
    private Map<String, Long> counted(Session session, YearMonth month) {
        Map<String, Long> meters = new TreeMap<>();
        for (Entitled entitled : new LedgerRepository(session).openEntitlements()) {
            catalogue.find(entitled.product()).stream()
                    .flatMap(entry -> entry.apps().stream())
                    .map(AppDescription::meters)
                    .forEach(known -> known.forEach(meter -> meters.put(meter.name(), 0L)));
        }
        meters.putAll(new UsageRepository(session).byMeter(month));
        return meters;
    }

    private UsageReport.Meter meter(Prices book, String meter, long quantity) {
        long unitPrice = book.find(catalogue.pricedAs(meter, book))
                .filter(price -> price.basis() == Basis.USE)
                .map(Price::won)
                .orElse(0L);
        return new UsageReport.Meter(meter, quantity, unitPrice, Math.multiplyExact(quantity, unitPrice));
    }

    /** The tenant's invoices, oldest first. */
    public Page<Invoice> invoices(UUID after, int limit) {
        List<Invoice> invoices = tx.read(session -> new InvoiceRepository(session).list(after, limit + 1));
        return Page.of(invoices, limit, invoice -> invoice.id().toString());
    }

    /** @throws NotFound when the tenant has none with this id */
    public Invoice invoice(UUID id) {
        return tx.read(session -> new InvoiceRepository(session).find(id))
                .orElseThrow(() -> new NotFound("그런 청구서가 없습니다.", "There is no such invoice."));
    }
}
