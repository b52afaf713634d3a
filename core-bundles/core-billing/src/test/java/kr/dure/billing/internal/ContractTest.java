package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.contract.Contract;
import kr.dure.billing.internal.contract.Contracts.NewContract;
import kr.dure.job.JobRun;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class ContractTest {
    private final TestBilling billing = new TestBilling("2026-06-01T10:00", TestBilling.HR);

    private Contract agree(Tenant tenant, Integer term, String startsOn, String payment) {
        return billing.as(
                tenant, () -> billing.contracts.agree(new NewContract(term, LocalDate.parse(startsOn), payment)));
    }

    private Contract terminate(Tenant tenant, UUID id, String lastDay) {
        return billing.as(tenant, () -> billing.contracts.terminate(id, LocalDate.parse(lastDay)));
    }

    private Contract only(Tenant tenant) {
        List<Contract.WithEntries> contracts = billing.as(tenant, billing.contracts::list);
        assertThat(contracts).hasSize(1);
        return contracts.get(0).contract();
    }

    private List<String> entries(Tenant tenant) {
        return billing.as(tenant, billing.contracts::list).get(0).entries().stream()
                .map(entry -> entry.month() + " " + entry.kind() + " " + entry.won())
                .sorted()
                .toList();
    }

    private List<String> closed(Tenant tenant, String month, String at) {
        billing.at(at);
        assertThat(billing.close(month).state()).isEqualTo("DONE");
        List<Invoice> invoices = billing.invoices(tenant);
        return lines(invoices.get(invoices.size() - 1).lines());
    }

    @Test
    void aSignUpForATermIsAContractOfThatTerm() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 2, "monthly", false));
        assertThat(only(acme).startsOn()).isEqualTo(LocalDate.of(2026, 6, 1));
        assertThat(only(acme).endsOn()).isEqualTo(LocalDate.of(2028, 5, 31));
        assertThat(only(acme).prepayment()).isZero();
        assertThat(closed(acme, "2026-06", "2026-07-01T09:00")).containsExactly("seat 120000", "term-discount -12000");
    }

    @Test
    void theDiscountEndsWithTheContractAndTheMonthIsSplitByDay() {
        Tenant acme = billing.signUp(20, "groupware");
        agree(acme, 1, "2026-06-11", "monthly");
        assertThat(closed(acme, "2026-06", "2026-07-01T09:00"))
                .containsExactly("seat 40000", "seat 80000", "term-discount -4000");
        assertThat(closed(acme, "2027-06", "2027-07-01T09:00"))
                .containsExactly("seat 40000", "seat 80000", "term-discount -2000");
        assertThat(closed(acme, "2027-07", "2027-08-01T09:00")).containsExactly("seat 120000");
    }

    @Test
    void whoEndsAContractBeforeItsTimeReturnsItsDiscounts() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 3, "monthly", true));
        closed(acme, "2026-06", "2026-07-01T09:00");
        closed(acme, "2026-07", "2026-08-01T09:00");
        terminate(acme, only(acme).id(), "2026-08-31");
        // 18,000 of each of three months come back: 120,000 - 18,000 + 54,000 = 156,000, less 1 %.
        assertThat(closed(acme, "2026-08", "2026-09-01T09:00"))
                .containsExactly(
                        "seat 120000", "term-discount -18000", "term-return 54000", "auto-debit-discount -1560");
        assertThat(closed(acme, "2026-09", "2026-10-01T09:00"))
                .containsExactly("seat 120000", "auto-debit-discount -1200");
        assertThat(entries(acme))
                .containsExactly(
                        "2026-06 DISCOUNT 18000",
                        "2026-07 DISCOUNT 18000",
                        "2026-08 DISCOUNT 18000",
                        "2026-08 RETURN 54000");
        assertThatThrownBy(() -> terminate(acme, only(acme).id(), "2026-10-31")).isInstanceOf(Conflict.class);
    }

    @Test
    void aMonthThatReturnsDiscountsWaitsForTheMonthsBeforeIt() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 3, "monthly", false));
        billing.at("2026-07-10T09:00");
        terminate(acme, only(acme).id(), "2026-07-15");
        billing.at("2026-08-01T09:00");
        assertThat(billing.close("2026-07").state()).isEqualTo("FAILED");
        assertThat(billing.invoices(acme)).isEmpty();
        billing.close("2026-06");
        assertThat(billing.close("2026-07").state()).isEqualTo("DONE");
    }

    @Test
    void whatWasPaidAheadPaysTheBaseFeeAsLongAsItLasts() {
        Tenant acme = billing.signUp(new Order(List.of("groupware", "hr"), 20, 1, "prepaid", false));
        // 20 x 6,000 x 12 less 5 %
        assertThat(only(acme).prepayment()).isEqualTo(1_368_000);
        assertThat(closed(acme, "2026-06", "2026-07-01T09:00"))
                .containsExactly("seat 120000", "term-discount -6000", "prepaid 1368000", "prepaid -114000", "hr 0");
        assertThat(only(acme).balance()).isEqualTo(1_254_000);
        billing.at("2026-07-01T10:00");
        billing.admit(acme, 25, true);
        assertThat(closed(acme, "2026-07", "2026-08-01T09:00"))
                .containsExactly(
                        "seat 120000", "seat-addition 30000", "term-discount -7500", "prepaid -142500", "hr 0");
        assertThat(only(acme).balance()).isEqualTo(1_111_500);
        Invoice july = billing.invoices(acme).get(1);
        assertThat(july.supply()).isZero();
        assertThat(july.total()).isZero();
    }

    @Test
    void unusedWholeMonthsOfAPrepaymentComeBackByACreditNote() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "prepaid", false));
        closed(acme, "2026-06", "2026-07-01T09:00");
        billing.at("2026-07-10T09:00");
        terminate(acme, only(acme).id(), "2026-07-20");
        assertThat(closed(acme, "2026-07", "2026-08-01T09:00"))
                .containsExactly(
                        "seat 77419", "seat 42580", "term-discount -3870", "prepaid -73549", "term-return 9870");
        // Ten whole months are left after 20 July: 1,368,000 x 10 / 12.
        List<CreditNote> notes =
                billing.as(acme, () -> billing.credits.list(null, 50).items());
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0).supply()).isEqualTo(-1_140_000);
        assertThat(notes.get(0).vat()).isEqualTo(-114_000);
        assertThat(notes.get(0).number()).isEqualTo("C2026-000001");
        assertThat(notes.get(0).invoiceNumber())
                .isEqualTo(billing.invoices(acme).get(0).number());
        assertThat(lines(notes.get(0).lines())).containsExactly("prepaid -1140000");
        assertThat(entries(acme)).contains("2026-07 REFUND 1140000");
        billing.close("2026-07");
        assertThat(billing.as(acme, () -> billing.credits.list(null, 50).items()))
                .hasSize(1);
    }

    @Test
    void contractsThatOverlapAreRefusedAndOneMayFollowAnother() {
        Tenant acme = billing.signUp(20, "groupware");
        agree(acme, 1, "2026-06-11", "monthly");
        for (String startsOn : List.of("2026-06-01", "2026-06-11", "2027-06-01")) {
            Invalid invalid = catchThrowableOfType(Invalid.class, () -> agree(acme, 1, startsOn, "monthly"));
            assertThat(invalid.errors()).extracting(FieldError::field).containsExactly("startsOn");
        }
        billing.at("2027-01-10T09:00");
        agree(acme, 3, "2027-06-11", "monthly");
        assertThat(billing.as(acme, billing.contracts::list)).hasSize(2);
        assertThat(closed(acme, "2027-06", "2027-07-01T09:00"))
                .containsExactly("seat 40000", "seat 80000", "term-discount -2000", "term-discount -12000");
    }

    @Test
    void whatIsWrongIsNamed() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(refused(acme, new NewContract(0, LocalDate.of(2026, 6, 1), "monthly")))
                .containsExactly("term");
        assertThat(refused(acme, new NewContract(4, LocalDate.of(2026, 5, 31), "cash")))
                .containsExactly("term", "payment", "startsOn");
        assertThat(refused(acme, new NewContract(null, null, null))).containsExactly("term", "payment", "startsOn");
        assertThat(refused(acme, new NewContract(1, LocalDate.of(2027, 6, 2), "monthly")))
                .containsExactly("startsOn");
        Tenant bravo = billing.signUp(20, "hr");
        assertThatThrownBy(() -> agree(bravo, 1, "2026-06-11", "monthly")).isInstanceOf(Conflict.class);
    }

    private List<String> refused(Tenant tenant, NewContract request) {
        return catchThrowableOfType(Invalid.class, () -> billing.as(tenant, () -> billing.contracts.agree(request)))
                .errors()
                .stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void anotherCompanyCannotEndTheContract() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        Tenant bravo = billing.signUp(5, "groupware");
        UUID id = only(acme).id();
        assertThatThrownBy(() -> terminate(bravo, id, "2026-07-31")).isInstanceOf(NotFound.class);
        assertThat(billing.as(bravo, billing.contracts::list)).isEmpty();
    }

    @Test
    void theEndIsAnnouncedThirtyDaysBefore() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        assertThat(TestBilling.strings("SELECT to_char(execution_time AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD HH24:MI')"
                        + " FROM platform.job WHERE task_instance LIKE '%billing.contract-notice%'"))
                .containsExactly("2027-05-01 09:00");
        String id = only(acme).id().toString();
        billing.at("2027-05-01T09:00");
        run(acme, id);
        assertThat(billing.mails).extracting(mail -> mail.kind()).containsExactly("billing.contract-ending");
        assertThat(billing.mails.get(0).subject().en()).contains("2027-05-31");
    }

    @Test
    void noEndIsAnnouncedWhereAnotherContractFollowsOrTheClockWasWrong() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        String id = only(acme).id().toString();
        run(acme, id);
        billing.at("2027-04-01T09:00");
        agree(acme, 1, "2027-06-01", "monthly");
        billing.at("2027-05-01T09:00");
        run(acme, id);
        assertThat(billing.mails).isEmpty();
    }

    private void run(Tenant tenant, String id) {
        Tenants.run(tenant, () -> billing.notices.run(new JobRun(id, "", Instant.EPOCH, 0)));
    }

    @Test
    void whoLeavesEndsTheContractAndWhoComesBackGoesOnWithIt() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        billing.at("2026-06-15T09:00");
        Instant closed = billing.clock.instant();
        Tenants.run(acme, () -> billing.subscriptions.close(closed));
        assertThat(only(acme).terminatedOn()).isEqualTo(LocalDate.of(2026, 6, 15));
        billing.at("2026-06-20T09:00");
        Tenants.run(acme, () -> billing.subscriptions.reopen(closed, billing.clock.instant()));
        assertThat(only(acme).terminatedOn()).isNull();
    }
}
