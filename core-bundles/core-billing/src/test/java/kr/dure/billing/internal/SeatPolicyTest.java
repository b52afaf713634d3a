package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.HR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.tenant.Tenant;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class SeatPolicyTest {
    private final TestBilling billing = new TestBilling("2026-01-05T10:00", HR);

    @Test
    void withinTheRegisteredSeatsNothingIsAskedAndNothingChanges() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.admit(acme, 1, false);
        billing.admit(acme, 20, false);
        assertThat(billing.registered(acme)).isEqualTo(20);
    }

    @Test
    void aFurtherSeatIsRefusedWithItsLinesUntilItIsConfirmed() {
        Tenant acme = billing.signUp(20, "groupware", "hr");
        billing.at("2026-06-11T09:00");
        Problem problem = catchThrowableOfType(Problem.class, () -> billing.admit(acme, 23, false));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.type()).isEqualTo("seat-charge");
        @SuppressWarnings("unchecked")
        List<Line.View> lines = (List<Line.View>) problem.members().get("lines");
        assertThat(lines)
                .extracting(line -> line.code() + " " + line.quantity() + " x " + line.days() + " = " + line.amount())
                .containsExactly("seat-addition 3 x 20 = 12000", "hr 3 x 0 = 0");
        assertThat(billing.registered(acme)).isEqualTo(20);
    }

    @Test
    void whatWasAnnouncedIsWhatIsCharged() {
        Tenant acme = billing.signUp(7, "hr");
        billing.at("2026-06-16T09:00");
        Problem problem = catchThrowableOfType(Problem.class, () -> billing.admit(acme, 9, false));
        assertThat(problem.members().get("lines"))
                .asString()
                .contains("quantity=2")
                .contains("amount=5000");
        billing.admit(acme, 9, true);
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        assertThat(billing.invoice(acme).supply()).isEqualTo(35_000 + 5_000);
    }

    @Test
    void aConfirmedSeatStaysHoweverManyAreDeleted() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.at("2026-06-11T09:00");
        billing.admit(acme, 23, true);
        assertThat(billing.registered(acme)).isEqualTo(23);
        billing.at("2026-06-12T09:00");
        billing.admit(acme, 4, true);
        billing.admit(acme, 23, false);
        assertThat(billing.registered(acme)).isEqualTo(23);
    }

    @Test
    void twoAccountsAddedAtOnceRaiseTheSeatsOnce() throws Exception {
        Tenant acme = billing.signUp(20, "groupware");
        TestBilling.atOnce(6, () -> {
            billing.admit(acme, 21, true);
            return null;
        });
        assertThat(billing.registered(acme)).isEqualTo(21);
    }

    @Test
    void anAccountThatIsNotAddedAfterAllRaisesNothing() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThatThrownBy(() -> billing.inTransaction(acme, () -> {
                    billing.seats.admit(21, true);
                    throw new IllegalStateException("no account");
                }))
                .hasMessage("no account");
        assertThat(billing.registered(acme)).isEqualTo(20);
    }

    @Test
    void aSeatOfOneCustomerIsNoneOfAnother() {
        Tenant acme = billing.signUp(20, "groupware");
        Tenant bravo = billing.signUp(5, "groupware");
        billing.admit(acme, 25, true);
        assertThat(billing.registered(bravo)).isEqualTo(5);
    }
}
