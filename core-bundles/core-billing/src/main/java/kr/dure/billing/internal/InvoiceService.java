package kr.dure.billing.internal;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Operations;
import kr.dure.web.Page;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes months into invoices and shows them. */
@Component(service = InvoiceService.class)
public final class InvoiceService {
    private static final Logger LOG = LoggerFactory.getLogger(InvoiceService.class);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SubscriptionService subscriptions;
    private final PriceBook book;
    private final Operations operations;

    @Activate
    public InvoiceService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SubscriptionService subscriptions,
            @Reference PriceBook book,
            @Reference Operations operations) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.book = book;
        this.operations = operations;
    }

    /** Starts the closing of a month for every tenant: final for a finished one, provisional for the running one. */
    Operations.Operation close(YearMonth month) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                month != null && month.getYear() >= 2000 && !month.isAfter(Seoul.month(clock)),
                "month",
                "지났거나 진행 중인 달이어야 합니다. 예: 2026-06",
                "A finished or the running month is required, e.g. 2026-06.");
        checks.done();
        return operations.start(progress -> closeAll(month, progress));
    }

    private void closeAll(YearMonth month, Operations.Progress progress) {
        List<Tenant> tenants = tenants();
        int failed = 0;
        for (int i = 0; i < tenants.size(); i++) {
            Tenant tenant = tenants.get(i);
            try {
                Tenants.run(tenant, () -> closeTenant(month));
            } catch (RuntimeException e) {
                failed++;
                LOG.error("Closing {} for tenant {} failed", month, tenant.id(), e);
            }
            if (i % 50 == 0) {
                progress.report(i * 100 / tenants.size(), month + ": " + i + " / " + tenants.size());
            }
        }
        progress.report(99, month + ": " + (tenants.size() - failed) + " / " + tenants.size());
        if (failed > 0) {
            throw new Unavailable(
                    failed + "개 회사의 마감이 실패했습니다. 다시 실행하면 남은 회사만 마감합니다.",
                    failed + " of " + tenants.size() + " companies failed; repeat the closing for them.");
        }
    }

    private List<Tenant> tenants() {
        return tx.read(session -> {
            List<?> rows = session.entities()
                    .createNativeQuery("SELECT CAST(id AS text), name, host FROM platform.tenant"
                            + " WHERE NOT operator ORDER BY id")
                    .getResultList();
            return rows.stream()
                    .map(row -> (Object[]) row)
                    .map(row -> new Tenant(
                            UUID.fromString((String) row[0]),
                            (String) row[1],
                            (String) row[2],
                            TenantState.OPEN,
                            false))
                    .toList();
        });
    }

    /** One tenant, one transaction; repeating it changes nothing that is final. */
    void closeTenant(YearMonth month) {
        tx.run(session -> {
            BillingRepository billing = new BillingRepository(session);
            boolean customer = billing.seatChanges().stream()
                    .anyMatch(change -> !YearMonth.from(change.on()).isAfter(month));
            InvoiceEntity invoice = billing.invoice(month).orElse(null);
            if (!customer || invoice != null && invoice.isFinal()) {
                return;
            }
            if (invoice == null) {
                invoice = new InvoiceEntity(ids.next(), month);
                billing.add(invoice);
            } else {
                billing.removeLines(invoice.id());
            }
            PriceAnswer answer = subscriptions.price(session, month, null);
            invoice.compute(answer, clock.instant());
            session.entities().flush();
            int position = 0;
            for (PriceAnswer.Line line : answer.lines()) {
                billing.add(new InvoiceLineEntity(ids.next(), invoice.id(), position++, line));
            }
            if (month.isBefore(Seoul.month(clock))) {
                invoice.issue("%s-%06d".formatted(month.toString().replace("-", ""), billing.nextNumber(month)));
            }
        });
    }

    Page<Invoice> list(UUID after, int limit, Locale locale) {
        return tx.read(session -> {
            BillingRepository billing = new BillingRepository(session);
            List<Invoice> invoices = billing.invoices(after, limit + 1).stream()
                    .map(invoice -> invoice.toInvoice(billing.lines(invoice.id()), locale))
                    .toList();
            return Page.of(invoices, limit, invoice -> invoice.id().toString());
        });
    }

    Invoice get(UUID id, Locale locale) {
        return tx.read(session -> {
            BillingRepository billing = new BillingRepository(session);
            return billing.invoice(id)
                    .map(invoice -> invoice.toInvoice(billing.lines(id), locale))
                    .orElseThrow(() -> new NotFound("그런 청구서가 없습니다.", "There is no such invoice."));
        });
    }

    /** Metered uses of a month; the running one when null. */
    MonthUsage usage(YearMonth asked) {
        YearMonth month = asked == null ? Seoul.month(clock) : asked;
        long price = book.on(month).of("sms");
        long sent = tx.read((Session session) -> new BillingRepository(session).used("sms", month));
        return new MonthUsage(month, List.of(new MeterUsage("sms", sent, price, Math.multiplyExact(sent, price))));
    }

    /** @param meters one row per meter */
    public record MonthUsage(YearMonth month, List<MeterUsage> meters) {}

    /** @param amount won before VAT */
    public record MeterUsage(String meter, long quantity, long unitPrice, long amount) {}
}
