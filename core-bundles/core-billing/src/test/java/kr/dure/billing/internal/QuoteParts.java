package kr.dure.billing.internal;

import java.util.UUID;
import kr.dure.billing.internal.payment.TestMoney;
import kr.dure.billing.internal.request.ServiceRequestMails;
import kr.dure.billing.internal.request.ServiceRequests;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.tenant.Tenant;

/** What quotes need of the rest of billing, put together for tests. */
public final class QuoteParts {
    public final EstimateService estimates;
    public final ServiceChanges changes;
    public final ServiceRequests requests;

    public QuoteParts(TestMoney money) {
        PriceBook prices = new PriceBook(money.tx, money.clock);
        estimates = new EstimateService(prices);
        ProductCatalogue catalogue = new ProductCatalogue(
                prices,
                java.util.List.of(
                        TestBilling.app("hr", new Price(Basis.ACCOUNT, 5_000)),
                        TestBilling.app("inventory", new Price(Basis.ACCOUNT, 5_000))));
        changes = new ServiceChanges(
                money.ids,
                money.clock,
                catalogue,
                new EntitlementsImpl(money.tx, money.clock, (tenant, account, event, json) -> {}),
                new MinimumTerm(prices));
        requests = new ServiceRequests(
                money.tx,
                money.ids,
                money.clock,
                changes,
                new ServiceRequestMails(money.post, money.contacts, changes),
                () -> 1);
    }

    /** The company has signed up, with nothing on. */
    public void subscribe(Tenant tenant) {
        TestBilling.sql(
                "INSERT INTO billing.subscription (tenant_id, id, registered_on, term, payment, auto_debit, version)"
                        + " VALUES ('" + tenant.id() + "', '" + UUID.randomUUID()
                        + "', '2026-01-01', 0, 'monthly', false, 1)");
    }
}
