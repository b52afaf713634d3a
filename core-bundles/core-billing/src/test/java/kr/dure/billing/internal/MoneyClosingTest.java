package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
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
        TestBilling.sql("TRUNCATE billing.receivable, billing.payment, billing.allocation, billing.debit_item,"
                + " platform.statement_coverage");
    }

    /** Everything that came in until then is booked. */
    private static void covered(String day) {
        TestBilling.sql("INSERT INTO platform.statement_coverage (through, recorded_at, recorded_by) VALUES ('" + day
                + "', now(), 'x') ON CONFLICT (one) DO UPDATE SET through = excluded.through");
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
        covered("2026-08-31");
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
        covered("2026-08-31");
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
    void withoutARegisteredAccountThereIsNoOnePercentWhateverTheSignUpSaid() {
        Tenant acme = byAutoDebit();
        TestBilling.sql("DELETE FROM billing.debit_mandate");
        assertThat(TestBilling.lines(
                        issue(acme, "2026-06", "2026-07-01T03:00", false).lines()))
                .containsExactly("seat 120000");
        Tenant later = billing.signUp(20, "groupware");
        TestBilling.mandate(later);
        assertThat(TestBilling.lines(
                        issue(later, "2026-07", "2026-08-01T03:00", true).lines()))
                .contains("auto-debit-discount -1200");
    }

    /** The whole of an invoice came in on that day, and is booked now. */
    private static void paid(Invoice invoice, String on) {
        TestBilling.sql("WITH p AS (INSERT INTO billing.payment (tenant_id, id, kind, received_on, amount, recorded_at,"
                + " recorded_by) SELECT tenant_id, gen_random_uuid(), 'TRANSFER', '" + on + "', total, now(), 'x'"
                + " FROM billing.receivable WHERE invoice_id = '" + invoice.id() + "' RETURNING tenant_id, id, amount),"
                + " a AS (INSERT INTO billing.allocation (tenant_id, payment_id, invoice_id, amount) SELECT tenant_id, id, '"
                + invoice.id() + "', amount FROM p) UPDATE billing.receivable SET paid = total WHERE invoice_id = '"
                + invoice.id() + "'");
    }

    private Tenant byAutoDebit() {
        return billing.signUp(new Order(List.of("groupware"), 20, 0, "monthly", true));
    }

    @Test
    void whoPaidOnTheLastDayLosesNothingAlthoughItsStatementComesAfterTheClosing() {
        Tenant acme = byAutoDebit();
        Invoice june = issue(acme, "2026-06", "2026-07-01T02:00", true);
        covered("2026-07-30");
        Invoice july = issue(acme, "2026-07", "2026-08-01T02:00", true);
        assertThat(july.lateFee()).isZero();
        paid(june, "2026-07-31");
        paid(july, "2026-08-31");
        covered("2026-08-31");
        Invoice august = issue(acme, "2026-08", "2026-09-01T12:00", true);
        assertThat(TestBilling.lines(august.lines())).containsExactly("seat 120000", "auto-debit-discount -1200");
    }

    @Test
    void whoPaidADayLateBearsTheFeeAndGivesTheOnePercentBackOnTheNextInvoiceThatSaysWhy() {
        Tenant acme = byAutoDebit();
        Invoice june = issue(acme, "2026-06", "2026-07-01T02:00", true);
        covered("2026-07-30");
        Invoice july = issue(acme, "2026-07", "2026-08-01T02:00", true);
        paid(june, "2026-08-01");
        paid(july, "2026-08-31");
        covered("2026-08-31");
        Invoice august = issue(acme, "2026-08", "2026-09-01T12:00", true);
        assertThat(TestBilling.lines(august.lines()))
                .containsExactly("seat 120000", "auto-debit-discount -1200", "adjustment 1200", "late-fee 2613");
        assertThat(august.lines().get(2).explanation().ko()).contains("2026-07-31", july.number());
        assertThat(august.lines().get(3).explanation().ko()).contains(june.number(), "2026-07-31", "130,680");
        assertThat(august.lines().get(3).explanation().en()).contains(june.number(), "2026-07-31", "130,680");
        // Once.
        covered("2026-09-30");
        paid(august, "2026-09-30");
        assertThat(TestBilling.lines(
                        issue(acme, "2026-09", "2026-10-01T12:00", true).lines()))
                .containsExactly("seat 120000", "auto-debit-discount -1200");
    }

    @Test
    void withoutAStatementNobodyIsLateHoweverManyMonthsClose() {
        Tenant acme = byAutoDebit();
        Invoice june = issue(acme, "2026-06", "2026-07-01T02:00", true);
        for (String month : List.of("2026-07", "2026-08", "2026-09")) {
            String next = YearMonth.parse(month).plusMonths(1).atDay(1) + "T02:00";
            assertThat(issue(acme, month, next, true).lateFee()).isZero();
        }
        covered("2026-10-31");
        Invoice october = issue(acme, "2026-10", "2026-11-01T02:00", false);
        // June, July and August were due by the end of October; the months July to September had no right to their 1 %.
        assertThat(TestBilling.lines(october.lines()))
                .containsExactly(
                        "seat 120000", "adjustment 1200", "adjustment 1200", "adjustment 1200", "late-fee 10454");
        assertThat(october.lines().get(4).explanation().ko()).contains(june.number());
    }

    @Test
    void aMonthIsOverAtMidnightInSeoulAndItsLastDayIsJudgedThen() {
        Tenant acme = billing.signUp(20, "groupware");
        Invoice june = issue(acme, "2026-06", "2026-07-01T02:00", false);
        covered("2026-07-31");
        YearMonth july = YearMonth.of(2026, 7);
        billing.at("2026-07-31T23:59:59");
        assertThat(standing(acme, july).overdue()).isFalse();
        billing.at("2026-08-01T00:00:00");
        assertThat(standing(acme, july).overdue()).isTrue();
        assertThat(standing(acme, july).lateFeeBase()).isEqualTo(132_000);
        paid(june, "2026-07-31");
        assertThat(standing(acme, july).overdue()).isFalse();
        assertThat(standing(acme, july).late()).isEmpty();
    }

    private Receivables.Standing standing(Tenant tenant, YearMonth month) {
        return Tenants.call(tenant, () -> TestBilling.tx().read(session -> receivables.at(session, month)));
    }

    @Test
    void anInvoiceWithoutLinesBecomesOneWhenADiscountWasLost() {
        var empty = new kr.dure.billing.internal.pricing.PriceAnswer(
                YearMonth.of(2026, 7), List.of(), 0, 0, 0, 0, List.of());
        var charged = LostDiscount.charge(
                empty,
                List.of(new LostDiscount(
                        UUID.randomUUID(), YearMonth.of(2026, 6), "2026-000001", 15, LostDiscount.Why.DEBIT_FAILED)));
        assertThat(charged).extracting("supply", "vat", "total").containsExactly(15L, 1L, 16L);
    }
}
