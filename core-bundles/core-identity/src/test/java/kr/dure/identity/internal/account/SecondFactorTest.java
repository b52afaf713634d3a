package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import kr.dure.identity.Authenticator.Pending;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.LoginPolicy;
import kr.dure.identity.internal.access.LoginPolicy.SecondFactorDemand;
import kr.dure.identity.internal.access.TestPolicies;
import kr.dure.identity.internal.access.TimeCode;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;
    private Account kim;

    @BeforeEach
    void kim() {
        kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", false)));
    }

    private LoginService.Login login(String otp) {
        return Tenants.call(acme, () -> logins.service.login("kim", TestIdentity.PASSWORD, otp));
    }

    private Problem refused(String otp) {
        return catchThrowableOfType(Problem.class, () -> login(otp));
    }

    private record Set(String secret, List<String> recoveryCodes) {}

    private Set setUp() {
        String token = login(null).sessionToken();
        SecondFactorService.Enrolment enrolment = logins.as(acme, token, logins.factors::begin);
        List<String> codes = logins.as(acme, token, () -> logins.factors.confirm(code(enrolment.secret())))
                .recoveryCodes();
        identity.clock.advance(Duration.ofSeconds(30));
        return new Set(enrolment.secret(), codes);
    }

    private String code(String secret) {
        return TimeCode.code(secret, identity.clock.instant());
    }

    @Test
    void aLoginNeedsTheCodeOnceItHasBeenSetUp() {
        Set set = setUp();
        assertThat(refused(null).type()).isEqualTo("otp-required");
        assertThat(refused("000000").type()).isEqualTo("login-failed");
        assertThat(login(code(set.secret())).pending()).isEqualTo(Pending.NONE);
    }

    @Test
    void aSecretThatWasNeverConfirmedAsksForNothing() {
        String token = login(null).sessionToken();
        logins.as(acme, token, logins.factors::begin);
        assertThat(login(null)).isNotNull();
    }

    @Test
    void aCodeCountsOnce() {
        Set set = setUp();
        String code = code(set.secret());
        login(code);
        assertThat(refused(code).type()).isEqualTo("login-failed");
        String next = TimeCode.code(set.secret(), identity.clock.instant().plusSeconds(30));
        List<Object> answers = TestIdentity.atOnce(4, () -> login(next));
        assertThat(answers.stream().filter(LoginService.Login.class::isInstance))
                .hasSize(1);
    }

    @Test
    void wrongCodesStopTheAccountAndAMissingCodeDoesNot() {
        setUp();
        for (int i = 0; i < 10; i++) {
            assertThat(refused(null).status()).isEqualTo(401);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(refused("123456").status()).isEqualTo(401);
        }
        assertThat(refused("123456").status()).isEqualTo(423);
    }

    @Test
    void eachRecoveryCodeReplacesTheAppOnce() {
        Set set = setUp();
        assertThat(set.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        String recovery = set.recoveryCodes().get(3).toLowerCase(java.util.Locale.ROOT);
        assertThat(login(recovery)).isNotNull();
        assertThat(refused(recovery).status()).isEqualTo(401);
        assertThat(login(set.recoveryCodes().get(4))).isNotNull();
    }

    @Test
    void theSecretIsNotReadableInTheDatabase() {
        Set set = setUp();
        assertThat(TestIdentity.count("identity.second_factor WHERE secret LIKE '%" + set.secret() + "%'"))
                .isZero();
        assertThat(TestIdentity.count("identity.recovery_code WHERE code_hash LIKE '%"
                        + set.recoveryCodes().get(0).replace("-", "") + "%'"))
                .isZero();
    }

    @Test
    void whereTheCompanyDemandsItAnAccountWithoutOneCanDoNothingElse() {
        TestPolicies.change(identity, acme, demanding(SecondFactorDemand.ADMINISTRATORS));
        assertThat(login(null).pending()).isEqualTo(Pending.NONE);
        TestPolicies.change(identity, acme, demanding(SecondFactorDemand.ALL));
        LoginService.Login login = login(null);
        assertThat(login.pending()).isEqualTo(Pending.SECOND_FACTOR);
        SecondFactorService.Enrolment enrolment = logins.as(acme, login.sessionToken(), logins.factors::begin);
        logins.as(acme, login.sessionToken(), () -> logins.factors.confirm(code(enrolment.secret())));
        identity.clock.advance(Duration.ofSeconds(30));
        LoginService.Login next = login(code(enrolment.secret()));
        assertThat(next.pending()).isEqualTo(Pending.NONE);
        assertThat(catchThrowableOfType(
                        Conflict.class,
                        () -> logins.as(acme, next.sessionToken(), () -> {
                            logins.factors.remove(code(enrolment.secret()));
                            return null;
                        })))
                .isNotNull();
    }

    @Test
    void whoeverWasGivenAPermissionCountsAsAnAdministratorHowEverItWasGiven() {
        TestPolicies.change(identity, acme, demanding(SecondFactorDemand.ADMINISTRATORS));
        Set set = setUp();
        identity.in(
                acme,
                () -> logins.accounts.change(
                        kim.id(),
                        new AccountService.AccountChange(null, null, null, java.util.Set.of("identity.accounts")),
                        null));
        String token = login(code(set.secret())).sessionToken();
        identity.clock.advance(Duration.ofSeconds(30));
        assertThat(catchThrowableOfType(
                        Conflict.class,
                        () -> logins.as(acme, token, () -> {
                            logins.factors.remove(code(set.secret()));
                            return null;
                        })))
                .isNotNull();
        identity.in(acme, () -> {
            logins.factors.reset(kim.id());
            return null;
        });
        assertThat(login(null).pending()).isEqualTo(Pending.SECOND_FACTOR);
    }

    @Test
    void wrongCodesInAnOpenSessionStopTheAccountBeforeTheRightOneIsFound() {
        Set set = setUp();
        String token = login(code(set.secret())).sessionToken();
        identity.clock.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 5; i++) {
            assertThat(removalRefused(token, "000000").status()).isEqualTo(422);
        }
        assertThat(removalRefused(token, code(set.secret())).type()).isEqualTo("account-stopped");
        assertThat(refused(code(set.secret())).type()).isEqualTo("account-stopped");
    }

    private Problem removalRefused(String token, String otp) {
        return catchThrowableOfType(
                Problem.class,
                () -> logins.as(acme, token, () -> {
                    logins.factors.remove(otp);
                    return null;
                }));
    }

    @Test
    void aRightCodeRenewsTheRecoveryCodesAndTheEarlierOnesAreWorthNothing() {
        Set set = setUp();
        String token = login(code(set.secret())).sessionToken();
        identity.clock.advance(Duration.ofSeconds(30));
        List<String> fresh = logins.as(acme, token, () -> logins.factors.renewCodes(code(set.secret())))
                .recoveryCodes();
        assertThat(fresh).doesNotContainAnyElementsOf(set.recoveryCodes());
        assertThat(refused(set.recoveryCodes().get(0)).type()).isEqualTo("login-failed");
        assertThat(login(fresh.get(0))).isNotNull();
    }

    private static LoginPolicy demanding(SecondFactorDemand demand) {
        return new LoginPolicy(8, 120, 12, demand, false);
    }

    @Test
    void anAdministratorTakesItAwayFromSomebodyWhoLostIt() {
        setUp();
        identity.in(acme, () -> {
            logins.factors.reset(kim.id());
            return null;
        });
        assertThat(login(null)).isNotNull();
    }

    @Test
    void whoMayDoLessCannotTakeItAwayFromAnAdministrator() {
        Account boss = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("boss", true)));
        String token = login(null).sessionToken();
        assertThat(catchThrowableOfType(
                        Forbidden.class,
                        () -> logins.as(acme, token, () -> {
                            logins.factors.reset(boss.id());
                            return null;
                        })))
                .isNotNull();
    }
}
