package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.EstimateRequest.SeatChange;
import kr.dure.billing.internal.EstimateRequest.Sms;
import kr.dure.billing.internal.payment.TestMoney;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/** Invoices as closing writes them, over an estimate. */
public final class TestInvoices {
    public final BillingService billing;

    private final TestMoney money;
    private final EstimateService estimates;

    public TestInvoices(TestMoney money) {
        this.money = money;
        TestBilling.sql("TRUNCATE billing.invoice_line, billing.invoice, billing.credit_note_line, billing.credit_note,"
                + " billing.charged_usage");
        PriceBook prices = new PriceBook(money.tx, money.clock);
        estimates = new EstimateService(prices);
        billing = new BillingService(money.tx, prices, null, null);
    }

    private PriceAnswer june() {
        return estimates.answer(new EstimateRequest(
                YearMonth.of(2026, 6),
                new Groupware(20L, List.of(new SeatChange(LocalDate.of(2026, 6, 11), 3L)), null, null, null),
                new EstimateRequest.Standalone(7L, 0L, 0L),
                null,
                3L,
                true,
                false,
                List.of(new EstimateRequest.Domain(LocalDate.of(2026, 6, 11), null)),
                new Sms(300L)));
    }

    /** A final one for June 2026. */
    public UUID issue(Tenant tenant) {
        return store(tenant, true);
    }

    public UUID provisional(Tenant tenant) {
        return store(tenant, false);
    }

    private UUID store(Tenant tenant, boolean last) {
        PriceAnswer answer = june();
        return Tenants.call(
                tenant,
                () -> money.tx.write(session -> {
                    InvoiceRepository invoices = new InvoiceRepository(session);
                    UUID id = money.ids.next();
                    invoices.store(id, answer, true, money.ids);
                    if (last) {
                        invoices.issue(
                                id,
                                money.today(),
                                money.clock.instant(),
                                PricePolicy.due(YearMonth.of(2026, 6), money.today()));
                    }
                    return id;
                }));
    }

    public int lines(Tenant tenant, UUID id) {
        return Tenants.call(tenant, () -> billing.invoice(id)).lines().size();
    }
}
