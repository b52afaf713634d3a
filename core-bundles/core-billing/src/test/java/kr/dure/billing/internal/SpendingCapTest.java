package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Map;
import kr.dure.billing.internal.cap.SpendingCap;
import kr.dure.billing.internal.cap.SpendingCapsImpl.NewCap;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class SpendingCapTest {
    private final TestBilling billing = new TestBilling("2026-06-10T10:00", TestBilling.SMS);
    private final Tenant acme = billing.signUp(20, "groupware", "sms");

    private SpendingCap cap(long won, boolean hard) {
        return billing.as(acme, () -> billing.caps.put("sms", new NewCap(won, hard), null));
    }

    private void admit(long further, long pending) {
        Tenants.run(acme, () -> billing.caps.admit(Map.of("sms", further), () -> Map.of("sms", pending)));
    }

    private void count(long quantity, String key) {
        billing.count(acme, "sms", quantity, key, billing.clock.instant());
    }

    private void look() {
        Tenants.run(acme, () -> billing.caps.run(new JobRun("caps", "", Instant.EPOCH, 0)));
    }

    @Test
    void aHardCapRefusesWhatWouldCostMore() {
        cap(1_500, true);
        count(90, "a");
        admit(10, 0);
        admit(4, 6);
        Problem refused = catchThrowableOfType(Problem.class, () -> admit(5, 6));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.type()).isEqualTo("spending-cap");
        assertThat(refused.members()).containsEntry("cap", 1_500L).containsEntry("spent", 1_440L);
        billing.at("2026-07-01T00:00");
        admit(100, 0);
    }

    @Test
    void aSoftCapAndNoCapRefuseNothing() {
        admit(1_000_000, 0);
        cap(15, false);
        admit(1_000_000, 0);
    }

    @Test
    void eachThresholdIsToldOnce() {
        cap(1_500, false);
        count(49, "a");
        look();
        assertThat(billing.mails).isEmpty();
        count(1, "b");
        look();
        look();
        assertThat(billing.mails)
                .extracting(mail -> mail.subject().en())
                .containsExactly("[Dure] Spending on sms has reached 50% of its cap");
        count(50, "c");
        look();
        look();
        assertThat(billing.mails).hasSize(2);
        assertThat(billing.mails.get(1).subject().en()).contains("100%");
        assertThat(billing.mails).extracting(Mail::to).containsOnly("kim@example.com");
        // Those who look after the money hear of it, too, each time once.
        assertThat(billing.alerts)
                .extracting(notice -> notice.dedupeKey())
                .containsExactly("sms/2026-06/50/1500", "sms/2026-06/100/1500");
        assertThat(billing.alerts)
                .allSatisfy(notice -> assertThat(notice.to()).containsExactlyInAnyOrderElementsOf(billing.responsible));
        assertThat(billing.alerts.get(1).body().ko()).contains("1,500원");
        assertThat(new BillingNotices().kinds())
                .extracting(kind -> kind.name())
                .contains(billing.alerts.get(0).kind());
        billing.at("2026-07-10T10:00");
        look();
        assertThat(billing.mails).hasSize(2);
        assertThat(billing.alerts).hasSize(2);
    }

    @Test
    void aCapIsChangedByItsVersionAndTakenAway() {
        SpendingCap first = cap(1_500, true);
        count(10, "a");
        SpendingCap second =
                billing.as(acme, () -> billing.caps.put("sms", new NewCap(3_000L, false), first.version()));
        assertThat(second.spent()).isEqualTo(150);
        assertThat(second.hard()).isFalse();
        Problem stale = catchThrowableOfType(
                Problem.class,
                () -> billing.as(acme, () -> billing.caps.put("sms", new NewCap(1L, true), first.version())));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(TestBilling.strings(
                        "SELECT count(*) FROM platform.job WHERE task_instance LIKE '%billing.spending-alert%'"))
                .containsExactly("1");
        Tenants.run(acme, () -> billing.caps.delete("sms", second.version()));
        assertThat(billing.as(acme, billing.caps::list)).isEmpty();
        assertThat(TestBilling.strings(
                        "SELECT count(*) FROM platform.job WHERE task_instance LIKE '%billing.spending-alert%'"))
                .containsExactly("0");
    }

    @Test
    void whatIsWrongIsNamedAndAnotherCompanyHasItsOwn() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class, () -> billing.as(acme, () -> billing.caps.put("groupware", new NewCap(0L, null), null)));
        assertThat(invalid.errors()).extracting(FieldError::field).containsExactly("meter", "won");
        cap(15, true);
        Tenant bravo = billing.signUp(5, "sms");
        assertThat(billing.as(bravo, billing.caps::list)).isEmpty();
        Tenants.run(bravo, () -> billing.caps.admit(Map.of("sms", 1_000L), Map::of));
        assertThatThrownBy(() -> admit(2, 0)).isInstanceOf(Problem.class);
    }
}
