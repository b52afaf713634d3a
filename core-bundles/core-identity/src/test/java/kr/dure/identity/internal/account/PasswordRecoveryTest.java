package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kr.dure.identity.Authenticator.Pending;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class PasswordRecoveryTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;

    private void add(String loginId) {
        identity.in(acme, () -> logins.accounts.add(Logins.newAccount(loginId, false)));
    }

    /** What the job does with a request; the request itself only schedules it. */
    private void recover(String loginId, String email) {
        Tenants.run(
                acme, () -> logins.recovery.run(new JobRun("1", "ko\n" + loginId + "\n" + email, Instant.now(), 0)));
    }

    private String sentPassword() {
        Mail mail = identity.mails.get(identity.mails.size() - 1);
        return mail.parts().stream()
                .filter(Mail.Facts.class::isInstance)
                .flatMap(part -> ((Mail.Facts) part).facts().stream())
                .filter(fact -> fact.name().en().equals("Temporary password"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private Problem refused(String loginId, String password) {
        return catchThrowableOfType(Problem.class, () -> logins.login(acme, loginId, password));
    }

    @Test
    void aStoppedAccountComesBackWithTheTemporaryPasswordAndMustChooseANewOne() {
        add("kim");
        for (int i = 0; i < 6; i++) {
            refused("kim", "wrong password");
        }
        recover("kim", "KIM@mail.example");
        assertThat(identity.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("kim@mail.example");
            assertThat(mail.secret()).isTrue();
        });
        LoginService.Login login = logins.login(acme, "kim", sentPassword());
        assertThat(login.pending()).isEqualTo(Pending.PASSWORD_CHANGE);
        LoginService.Login changed = logins.as(
                acme, login.sessionToken(), () -> logins.service.changePassword(sentPassword(), "a phrase of my own"));
        assertThat(changed.pending()).isEqualTo(Pending.NONE);
        assertThat(logins.login(acme, "kim", "a phrase of my own")).isNotNull();
    }

    @Test
    void theTemporaryPasswordHoldsOnce() {
        add("kim");
        recover("kim", "kim@mail.example");
        String password = sentPassword();
        logins.login(acme, "kim", password.toUpperCase(java.util.Locale.ROOT).replace("-", ""));
        assertThat(refused("kim", password).status()).isEqualTo(401);
    }

    @Test
    void ofManyLoginsWithItAtOnceOneSucceeds() {
        add("kim");
        recover("kim", "kim@mail.example");
        String password = sentPassword();
        List<Object> answers = TestIdentity.atOnce(5, () -> logins.login(acme, "kim", password));
        assertThat(answers.stream().filter(LoginService.Login.class::isInstance))
                .hasSize(1);
    }

    @Test
    void afterHalfAnHourItHoldsNoMoreAndTheOldPasswordStillDoes() {
        add("kim");
        recover("kim", "kim@mail.example");
        identity.clock.advance(Duration.ofMinutes(31));
        assertThat(refused("kim", sentPassword()).status()).isEqualTo(401);
        assertThat(logins.login(acme, "kim", TestIdentity.PASSWORD).pending()).isEqualTo(Pending.NONE);
    }

    @Test
    void nothingIsSentToAWrongAddressAnUnknownAccountOrOneWithoutAddress() {
        add("kim");
        Account lee = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("lee", false)));
        identity.in(
                acme,
                () -> logins.accounts.change(lee.id(), new AccountService.AccountChange(null, "", null, null), null));
        recover("kim", "kim@other.example");
        recover("park", "park@mail.example");
        recover("lee", "lee@mail.example");
        assertThat(identity.mails).isEmpty();
    }

    @Test
    void nobodysMailboxIsFilledByAskingAgainAndAgain() {
        add("kim");
        recover("kim", "kim@mail.example");
        recover("kim", "kim@mail.example");
        assertThat(identity.mails).hasSize(1);
        identity.clock.advance(Duration.ofMinutes(3));
        recover("kim", "kim@mail.example");
        assertThat(identity.mails).hasSize(2);
    }

    @Test
    void everyRequestIsTakenOverAlikeAndEmptyFieldsAreNamed() {
        add("kim");
        Tenants.run(acme, () -> logins.recovery.request("kim", "kim@mail.example"));
        Tenants.run(acme, () -> logins.recovery.request("nobody", "nobody@mail.example"));
        assertThat(TestIdentity.count(
                        "platform.job WHERE task_instance LIKE '" + acme.id() + "/identity.password-recovery/%'"))
                .isEqualTo(2);
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> Tenants.run(acme, () -> logins.recovery.request(" ", null)));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("loginId", "externalEmail");
    }

    @Test
    void anotherCompanysAccountOfTheSameNameIsNotTouched() {
        add("kim");
        Tenant bravo = identity.company();
        Tenants.run(bravo, () -> logins.recovery.run(new JobRun("1", "ko\nkim\nkim@mail.example", Instant.now(), 0)));
        assertThat(identity.mails).isEmpty();
    }
}
