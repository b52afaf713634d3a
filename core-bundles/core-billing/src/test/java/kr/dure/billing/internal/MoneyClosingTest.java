package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import kr.dure.billing.internal.payment.ReceivablesImpl;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

/** What is unpaid and what failed, as it stands on the next invoices. */
class MoneyClosingTest {
    private final TestBilling billing = new TestBilling("2026-01-05T10:00");
    private final ReceivablesImpl receivables = new ReceivablesImpl(billing.clock);

    MoneyClosingTest() {
        TestBilling.sql("TRUNCATE billing.receivable, billing.payment, billing.allocation, billing.debit_item");
    }

    private Invoice issue(Tenant tenant, String month, String now, boolean autoDebit) {
        billing.at(now);
        YearMonth closed = YearMonth.parse(month);
        billing.receivables.standing =
                Tenants.call(tenant, () -> TestBilling.tx().read(session -> receivables.at(session, closed)));
        billing.close(month);
        Invoice invoice = billing.invoices(tenant).stream()
                .filter(one -> one.month().equals(closed))
                .findFirst()
                .orElseThrow();
        Tenants.run(
                tenant,
                () -> TestBilling.tx()
                        .run(session -> receivables.issued(session, invoice, billing.receivables.standing)));
        assertThat(autoDebit)
                .isEqualTo(invoice.lines().stream().anyMatch(line -> line.code().equals("auto-debit-discount")));
        return invoice;
    }

    @Test
    void theLateFeeIsTwoPercentOnceOnTheNextInvoiceAndOutsideOfVat() {
        Tenant acme = billing.signUp(20, "groupware");
        Invoice first = issue(acme, "2026-06", "2026-07-01T03:00", false);
        assertThat(first.total()).isEqualTo(132_000);
        assertThat(first.due()).isEqualTo(LocalDate.of(2026, 7, 31));
        Invoice second = issue(acme, "2026-07", "2026-08-01T03:00", false);
        assertThat(second.lateFee()).isEqualTo(2_640);
        assertThat(second.vat()).isEqualTo(12_000);
        assertThat(second.total()).isEqualTo(134_640);
        // Both are unpaid now; the first had its fee, and the second is charged without the fee inside it.
        assertThat(issue(acme, "2026-08", "2026-09-01T03:00", false).lateFee()).isEqualTo(2_640);
    }

    @Test
    void aFailedDebitTakesItsOnePercentBackOnTheNextInvoice() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 0, "monthly", true));
        Invoice first = issue(acme, "2026-06", "2026-07-01T03:00", true);
        assertThat(first.supply()).isEqualTo(118_800);
        TestBilling.sql("UPDATE billing.receivable SET discount_lost = true, paid = total - credited");
        TestBilling.sql(
                "INSERT INTO billing.payment (tenant_id, id, kind, received_on, amount, recorded_at, recorded_by)"
                        + " SELECT tenant_id, invoice_id, 'OTHER', '2026-07-15', total, now(), 'x' FROM billing.receivable");
        TestBilling.sql("INSERT INTO billing.allocation (tenant_id, payment_id, invoice_id, amount)"
                + " SELECT tenant_id, invoice_id, invoice_id, total FROM billing.receivable");
        Invoice second = issue(acme, "2026-07", "2026-08-01T03:00", true);
        assertThat(TestBilling.lines(second.lines()))
                .containsExactly("seat 120000", "auto-debit-discount -1200", "adjustment 1200");
        assertThat(second.supply()).isEqualTo(120_000);
        assertThat(second.vat()).isEqualTo(12_000);
        assertThat(second.lines().get(2).explanation().ko()).contains(first.number(), "1,200");
        assertThat(TestBilling.lines(
                        issue(acme, "2026-08", "2026-09-01T03:00", false).lines()))
                .doesNotContain("adjustment 1200");
    }

    @Test
    void anInvoiceWithoutLinesBecomesOneWhenADiscountWasLost() {
        var empty = new kr.dure.billing.internal.pricing.PriceAnswer(
                YearMonth.of(2026, 7), List.of(), 0, 0, 0, 0, List.of());
        var charged = LostDiscount.charge(empty, List.of(new LostDiscount(YearMonth.of(2026, 6), "2026-000001", 15)));
        assertThat(charged).extracting("supply", "vat", "total").containsExactly(15L, 1L, 16L);
    }
}
