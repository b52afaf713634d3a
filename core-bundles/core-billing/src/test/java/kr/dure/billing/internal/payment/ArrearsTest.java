package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import kr.dure.billing.internal.payment.Ladder.Policy;
import kr.dure.billing.internal.payment.PaymentService.NewPayment;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class ArrearsTest {
    private final TestMoney money = new TestMoney("2026-07-01T09:10");
    private final Tenant acme = money.company("두레상사");

    private TenantState state() {
        return money.states.get(acme.id());
    }

    private void until(String day) {
        while (money.today().isBefore(LocalDate.parse(day))) {
            money.clock.forward(java.time.Duration.ofDays(1));
            money.morning();
        }
    }

    private void pay(long amount) {
        money.asOperator(() -> money.payments.record(new NewPayment(acme.id(), amount, money.today(), "입금")));
        money.reviews();
    }

    @Test
    void everyStepIsAnnouncedAndTakenOnItsDay() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.owe(acme, "2026-06", 50_000, "2026-07-31");
        assertThat(money.standing(acme))
                .extracting(Arrears::step, Arrears::nextStep, Arrears::nextStepOn, Arrears::readOnlyOn, Arrears::open)
                .containsExactly("NONE", "REMINDED", LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 15), 150_000L);
        money.morning();
        money.morning();
        assertThat(money.kinds()).containsExactly("billing.arrears-reminder");
        assertThat(money.mails.get(0).parts().toString()).contains("2026-07-15", "2026-08-14", "2026-09-28");
        assertThat(money.standing(acme))
                .extracting(Arrears::step, Arrears::nextStep, Arrears::nextStepOn, Arrears::overdue)
                .containsExactly("REMINDED", "READ_ONLY", LocalDate.of(2026, 7, 15), 100_000L);
        until("2026-07-14");
        assertThat(state()).isEqualTo(TenantState.OPEN);
        until("2026-07-15");
        assertThat(state()).isEqualTo(TenantState.READ_ONLY);
        until("2026-08-13");
        assertThat(state()).isEqualTo(TenantState.READ_ONLY);
        until("2026-08-14");
        assertThat(state()).isEqualTo(TenantState.SUSPENDED);
        until("2026-09-28");
        assertThat(state()).isEqualTo(TenantState.CLOSED);
        assertThat(money.kinds())
                .containsExactly(
                        "billing.arrears-reminder",
                        "billing.arrears-step",
                        "billing.arrears-notice",
                        "billing.arrears-step",
                        "billing.arrears-notice",
                        "billing.arrears-step");
        assertThat(money.asOperator(() -> money.arrears.list(null, 50)).items())
                .singleElement()
                .satisfies(row -> assertThat(row.step()).isEqualTo("CLOSED"));
    }

    @Test
    void aPaymentLiftsTheRestrictionAtOnceAndAPartDoesNot() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.morning();
        until("2026-08-14");
        assertThat(state()).isEqualTo(TenantState.SUSPENDED);
        pay(99_999);
        assertThat(state()).isEqualTo(TenantState.SUSPENDED);
        pay(1);
        assertThat(state()).isEqualTo(TenantState.OPEN);
        assertThat(money.kinds()).endsWith("billing.arrears-lifted");
        assertThat(money.standing(acme).step()).isEqualTo("NONE");
        until("2026-12-01");
        assertThat(state()).isEqualTo(TenantState.OPEN);
    }

    @Test
    void theNextInvoiceInArrearsBeginsALadderOfItsOwn() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.owe(acme, "2026-06", 50_000, "2026-07-31");
        money.morning();
        until("2026-08-14");
        assertThat(state()).isEqualTo(TenantState.SUSPENDED);
        pay(100_000);
        assertThat(state()).isEqualTo(TenantState.OPEN);
        assertThat(money.standing(acme))
                .extracting(Arrears::step, Arrears::nextStepOn)
                .containsExactly("REMINDED", LocalDate.of(2026, 8, 21));
    }

    @Test
    void aServerThatWasAwayTakesNoStepWithoutItsNotice() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.at("2026-12-01T09:10");
        money.morning();
        assertThat(state()).isEqualTo(TenantState.OPEN);
        assertThat(money.standing(acme).readOnlyOn()).isEqualTo(LocalDate.of(2026, 12, 8));
        until("2026-12-08");
        assertThat(state()).isEqualTo(TenantState.READ_ONLY);
        assertThat(money.standing(acme).suspendOn()).isEqualTo(LocalDate.of(2026, 12, 15));
    }

    @Test
    void aStepIsNotTakenWhenItsMailCannotBeWritten() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.dying = true;
        assertThatThrownBy(money::morning).isInstanceOf(IllegalStateException.class);
        assertThat(money.standing(acme).step()).isEqualTo("NONE");
        money.dying = false;
        money.morning();
        assertThat(money.standing(acme).step()).isEqualTo("REMINDED");
    }

    @Test
    void aPolicyHoldsForLaddersThatBeginLater() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.morning();
        money.asOperator(
                () -> money.policies.add(new ArrearsPolicies.View(LocalDate.of(2026, 7, 2), 3, 20, 60, 120, 10)));
        until("2026-07-10");
        assertThat(money.standing(acme).suspendOn()).isEqualTo(LocalDate.of(2026, 8, 14));
        assertThat(money.policies.on(LocalDate.of(2026, 7, 1))).isEqualTo(Policy.DEFAULT);
        assertThat(money.policies.on(LocalDate.of(2026, 7, 2))).isEqualTo(new Policy(3, 20, 60, 120, 10));
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(
                        () -> money.policies.add(new ArrearsPolicies.View(LocalDate.of(2026, 1, 1), 5, 5, 4, 4, 91))));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("effectiveFrom", "noticeDays");
        Invalid order = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(
                        () -> money.policies.add(new ArrearsPolicies.View(LocalDate.of(2026, 8, 1), 5, 5, 4, 4, 7))));
        assertThat(order.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("readOnlyDays", "suspendDays", "closeDays");
    }
}
