package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.SMS;
import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.EstimateRequest.SeatChange;
import kr.dure.billing.internal.EstimateRequest.Sms;
import kr.dure.billing.internal.Invoice.State;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.job.JobRun;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Operations.Operation;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class ClosingServiceTest {
    private final TestBilling billing = new TestBilling("2026-01-05T10:00", SMS);

    private List<String> numbers(List<Tenant> tenants) {
        return tenants.stream()
                .flatMap(tenant -> billing.invoices(tenant).stream())
                .map(Invoice::number)
                .sorted()
                .toList();
    }

    private List<Tenant> customers(int count) {
        List<Tenant> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            customers.add(billing.signUp(20, "groupware"));
        }
        return customers;
    }

    @Test
    void aFinishedMonthGivesAFinalNumberedInvoice() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-06-11T09:00");
        billing.admit(acme, 23, true);
        billing.at("2026-07-01T00:00");
        assertThat(billing.close("2026-06").state()).isEqualTo("DONE");
        Invoice invoice = billing.invoice(acme);
        assertThat(invoice.state()).isEqualTo(State.FINAL);
        assertThat(invoice.month()).isEqualTo(YearMonth.of(2026, 6));
        assertThat(invoice.number()).isEqualTo("2026-000001");
        assertThat(lines(invoice.lines())).containsExactly("seat 120000", "seat-addition 12000");
        assertThat(invoice.supply()).isEqualTo(132_000);
        assertThat(invoice.vat()).isEqualTo(13_200);
        assertThat(invoice.total()).isEqualTo(145_200);
        assertThat(invoice.issuedAt()).isEqualTo(Instant.parse("2026-06-30T15:00:00Z"));
        assertThat(invoice.due()).isEqualTo(LocalDate.of(2026, 7, 31));
    }

    @Test
    void theInvoiceIsTheEstimateOfWhatHappened() {
        Tenant acme = billing.signUp(new Order(List.of("groupware", "sms"), 20, 3, "monthly", true));
        billing.at("2026-06-11T09:00");
        billing.admit(acme, 23, true);
        billing.count(acme, "sms", 300, "a", billing.clock.instant());
        billing.at("2026-07-03T09:00");
        billing.close("2026-06");
        PriceAnswer estimate = billing.estimates.answer(new EstimateRequest(
                YearMonth.of(2026, 6),
                new Groupware(20L, List.of(new SeatChange(LocalDate.of(2026, 6, 11), 3L)), null, null, null),
                null,
                null,
                3L,
                true,
                false,
                null,
                new Sms(300L)));
        Invoice invoice = billing.invoice(acme);
        assertThat(invoice.lines()).isEqualTo(estimate.lines());
        assertThat(invoice.total()).isEqualTo(estimate.total());
        assertThat(invoice.lines()).hasSize(5);
    }

    @Test
    void aFinalInvoiceIsIssuedOnceAndStaysAsItIs() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        Invoice issued = billing.invoice(acme);
        billing.count(acme, "sms", 5, "late", TestBilling.seoul("2026-06-30T12:00"));
        billing.at("2026-07-20T09:00");
        assertThat(billing.close("2026-06").state()).isEqualTo("DONE");
        assertThat(billing.invoice(acme)).isEqualTo(issued);
        assertThat(TestBilling.strings("SELECT last FROM platform.invoice_sequence"))
                .containsExactly("1");
        assertThat(TestBilling.strings("SELECT detail FROM platform.audit WHERE action = 'billing.invoice.issued'"))
                .containsExactly("2026-000001");
    }

    @Test
    void aRunningMonthGivesAProvisionalInvoiceThatIsComputedAnewEachTime() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-06-11T09:00");
        billing.close("2026-06");
        Invoice first = billing.invoice(acme);
        assertThat(first.state()).isEqualTo(State.PROVISIONAL);
        assertThat(first.number()).isNull();
        assertThat(first.issuedAt()).isNull();
        assertThat(first.due()).isNull();
        assertThat(first.supply()).isEqualTo(120_000);
        billing.count(acme, "sms", 3, "a", billing.clock.instant());
        billing.admit(acme, 23, true);
        billing.close("2026-06");
        Invoice second = billing.invoice(acme);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.state()).isEqualTo(State.PROVISIONAL);
        assertThat(lines(second.lines())).containsExactly("seat 120000", "seat-addition 12000", "sms 45");
        assertThat(second.supply()).isEqualTo(132_045);
        assertThat(TestBilling.strings("SELECT last FROM platform.invoice_sequence"))
                .isEmpty();
    }

    @Test
    void aProvisionalInvoiceBecomesTheFinalOneWhenItsMonthIsOver() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-06-11T09:00");
        billing.close("2026-06");
        Invoice provisional = billing.invoice(acme);
        billing.count(acme, "sms", 1, "a", billing.clock.instant());
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        Invoice invoice = billing.invoice(acme);
        assertThat(invoice.id()).isEqualTo(provisional.id());
        assertThat(invoice.state()).isEqualTo(State.FINAL);
        assertThat(lines(invoice.lines())).containsExactly("seat 120000", "sms 15");
    }

    @Test
    void aMonthEndsAtMidnightInSeoul() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-06-30T23:59:59");
        billing.close("2026-06");
        assertThat(billing.invoice(acme).state()).isEqualTo(State.PROVISIONAL);
        assertThatThrownBy(() -> billing.close("2026-07")).isInstanceOf(Invalid.class);
        billing.at("2026-07-01T00:00:00");
        billing.close("2026-06");
        assertThat(billing.invoice(acme).state()).isEqualTo(State.FINAL);
    }

    @Test
    void aUseAfterMidnightInSeoulBelongsToTheNewMonth() {
        Tenant acme = billing.signUp(1, "sms");
        billing.count(acme, "sms", 1, "first of june", Instant.parse("2026-05-31T15:00:00Z"));
        billing.count(acme, "sms", 1, "last of june", Instant.parse("2026-06-30T14:59:59.999Z"));
        billing.count(acme, "sms", 4, "july", Instant.parse("2026-06-30T15:30:00Z"));
        billing.at("2026-08-01T09:00");
        billing.close("2026-06");
        billing.close("2026-07");
        billing.close("2026-05");
        assertThat(billing.invoices(acme))
                .extracting(invoice -> invoice.month() + " " + invoice.supply())
                .containsExactly("2026-06 30", "2026-07 60");
    }

    @Test
    void numbersHaveNoGapEvenWhenACustomerFailed() {
        List<Tenant> customers = customers(5);
        // More won than there are numbers.
        billing.count(customers.get(2), "sms", Long.MAX_VALUE, "flood", TestBilling.seoul("2026-06-10T10:00"));
        billing.at("2026-07-01T09:00");
        Operation failed = billing.close("2026-06");
        assertThat(failed.state()).isEqualTo("FAILED");
        assertThat(failed.message()).contains("1 of 5");
        assertThat(numbers(customers)).containsExactly("2026-000001", "2026-000002", "2026-000003", "2026-000004");
        assertThat(billing.invoices(customers.get(2))).isEmpty();
        TestBilling.sql("DELETE FROM platform.usage");
        assertThat(billing.close("2026-06").state()).isEqualTo("DONE");
        assertThat(billing.invoice(customers.get(2)).number()).isEqualTo("2026-000005");
    }

    @Test
    void whereverAClosingDiesItsNumbersHaveNoGapAndTheNextOneGoesOn() {
        List<Tenant> customers = customers(6);
        billing.at("2026-07-01T09:00");
        for (int death = 1; death <= 6; death++) {
            billing.receivables.untilDeath.set(death);
            billing.close("2026-06");
            assertThat(numbers(customers)).isEqualTo(series(numbers(customers).size()));
        }
        billing.receivables.untilDeath.set(Integer.MAX_VALUE);
        assertThat(billing.close("2026-06").state()).isEqualTo("DONE");
        assertThat(numbers(customers)).isEqualTo(series(6));
        assertThat(TestBilling.strings("SELECT last FROM platform.invoice_sequence"))
                .containsExactly("6");
    }

    @Test
    void closingsThatDieBesideOthersLeaveNoGapEither() throws Exception {
        List<Tenant> customers = customers(8);
        billing.at("2026-07-01T09:00");
        billing.receivables.untilDeath.set(4);
        TestBilling.atOnce(4, () -> billing.close("2026-06").state());
        assertThat(numbers(customers)).isEqualTo(series(numbers(customers).size()));
        billing.close("2026-06");
        assertThat(numbers(customers)).isEqualTo(series(8));
    }

    private static List<String> series(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format("2026-%06d", number))
                .toList();
    }

    @Test
    void theJobOfTheFirstClosesTheMonthsThatAreOverWithoutAnybody() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-03-01T02:00");
        billing.closings.run(new JobRun("billing.closing", "", billing.clock.instant(), 0));
        billing.closings.run(new JobRun("billing.closing", "", billing.clock.instant(), 0));
        assertThat(billing.invoices(acme))
                .extracting(invoice -> invoice.month() + " " + invoice.number() + " " + invoice.state())
                .containsExactly("2026-01 2026-000001 FINAL", "2026-02 2026-000002 FINAL");
        assertThat(billing.closings.cron()).contains("0 0 2 1 * *");
    }

    @Test
    void aJobThatCouldNotCloseACustomerFailsSoThatItIsTriedAgain() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-02-01T02:00");
        billing.receivables.untilDeath.set(1);
        JobRun run = new JobRun("billing.closing", "", billing.clock.instant(), 0);
        assertThatThrownBy(() -> billing.closings.run(run)).isInstanceOf(RuntimeException.class);
        billing.closings.run(run);
        assertThat(billing.invoice(acme).number()).isEqualTo("2026-000001");
    }

    @Test
    void twoClosingsAtOnceGiveEachCustomerOneInvoiceAndNoGap() throws Exception {
        List<Tenant> customers = customers(8);
        billing.at("2026-07-01T09:00");
        assertThat(TestBilling.atOnce(4, () -> billing.close("2026-06").state()))
                .containsOnly("DONE");
        assertThat(customers)
                .allSatisfy(customer -> assertThat(billing.invoices(customer)).hasSize(1));
        assertThat(numbers(customers))
                .containsExactly(
                        "2026-000001",
                        "2026-000002",
                        "2026-000003",
                        "2026-000004",
                        "2026-000005",
                        "2026-000006",
                        "2026-000007",
                        "2026-000008");
        assertThat(TestBilling.strings("SELECT count(*) FROM billing.invoice_line"))
                .containsExactly("8");
    }

    @Test
    void twoProvisionalClosingsAtOnceLeaveOneInvoice() throws Exception {
        List<Tenant> customers = customers(4);
        billing.at("2026-06-15T09:00");
        assertThat(TestBilling.atOnce(4, () -> billing.close("2026-06").state()))
                .containsOnly("DONE");
        assertThat(customers)
                .allSatisfy(customer ->
                        assertThat(lines(billing.invoice(customer).lines())).containsExactly("seat 120000"));
    }

    @Test
    void theNumbersOfAYearAreOneSeries() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-03-01T09:00");
        billing.close("2026-02");
        billing.close("2026-01");
        assertThat(billing.invoices(acme))
                .extracting(Invoice::number)
                .containsExactlyInAnyOrder("2026-000001", "2026-000002");
    }

    @Test
    void anotherCustomerSeesNothingOfAnInvoice() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        Invoice invoice = billing.invoice(acme);
        Tenant bravo = billing.signUp(5, "groupware");
        assertThat(billing.invoices(bravo)).isEmpty();
        assertThatThrownBy(() -> billing.as(bravo, () -> billing.billing.invoice(invoice.id())))
                .isInstanceOf(NotFound.class);
        assertThat(billing.as(acme, () -> billing.billing.invoice(invoice.id())))
                .isEqualTo(invoice);
    }

    @Test
    void whoSignedUpLaterOrHadNothingGetsNoInvoice() {
        Tenant left = billing.signUp(20, "groupware");
        billing.at("2026-05-31T09:00");
        billing.as(left, () -> billing.products.disable("groupware"));
        billing.at("2026-07-01T00:00");
        Tenant later = billing.signUp(20, "groupware");
        billing.close("2026-06");
        assertThat(billing.invoices(left)).isEmpty();
        assertThat(billing.invoices(later)).isEmpty();
        assertThat(TestBilling.strings("SELECT last FROM platform.invoice_sequence"))
                .isEmpty();
    }

    @Test
    void aNewPriceHoldsFromItsMonthOnAndLeavesTheOldMonthAlone() {
        Tenant acme = billing.signUp(20, "groupware");
        TestBilling.sql("INSERT INTO platform.price VALUES ('groupware', '2026-07-01', 'ACCOUNT', 7000)");
        billing.at("2026-08-01T09:00");
        billing.close("2026-06");
        billing.close("2026-07");
        assertThat(billing.invoices(acme)).extracting(Invoice::supply).containsExactly(120_000L, 140_000L);
    }

    @Test
    void aMonthThatCannotBeClosedIsNamed() {
        billing.at("2026-06-15T09:00");
        for (YearMonth month : new YearMonth[] {null, YearMonth.of(2026, 7), YearMonth.of(2019, 12)}) {
            Invalid invalid =
                    catchThrowableOfType(Invalid.class, () -> billing.asOperator(() -> billing.closings.close(month)));
            assertThat(invalid.errors()).extracting(FieldError::field).containsExactly("month");
        }
    }
}
