package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Caller;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class LoginServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Tenant bravo = identity.company();
    private final Logins logins = identity.logins;

    private Account add(Tenant tenant, String loginId) {
        return identity.in(tenant, () -> logins.accounts.add(Logins.newAccount(loginId, false)));
    }

    private Problem refused(Tenant tenant, String loginId, String password) {
        return catchThrowableOfType(Problem.class, () -> logins.login(tenant, loginId, password));
    }

    private void wrong(Tenant tenant, String loginId, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(refused(tenant, loginId, "wrong password").status()).isEqualTo(401);
        }
    }

    private Caller caller(Tenant tenant, String loginId) {
        LoginService.Login login = logins.login(tenant, loginId, TestIdentity.PASSWORD);
        return Tenants.call(tenant, () -> logins.service.authenticate(login.sessionToken()))
                .orElseThrow()
                .caller();
    }

    @Test
    void theRightPasswordOpensASessionThatNamesTheCaller() {
        Account kim = add(acme, "kim");
        LoginService.Login login = logins.login(acme, " KIM ", TestIdentity.PASSWORD);
        Authenticator.Authentication found = Tenants.call(acme, () -> logins.service.authenticate(login.sessionToken()))
                .orElseThrow();
        assertThat(found.caller().accountId()).isEqualTo(kim.id());
        assertThat(found.caller().operator()).isFalse();
        assertThat(found.csrfToken()).isEqualTo(login.csrfToken()).isNotEqualTo(login.sessionToken());
        assertThat(TestIdentity.count("identity.session WHERE token_hash = '" + login.sessionToken() + "'"))
                .as("the token itself is not kept")
                .isZero();
    }

    @Test
    void theFifthWrongPasswordStopsTheAccountAndTheRightOneNoLongerHelps() {
        add(acme, "kim");
        for (int left = 4; left >= 0; left--) {
            Problem problem = refused(acme, "kim", "wrong password");
            assertThat(problem.type()).isEqualTo("login-failed");
            assertThat(problem.members()).containsEntry("attemptsLeft", left);
        }
        Problem stopped = refused(acme, "kim", TestIdentity.PASSWORD);
        assertThat(stopped.status()).isEqualTo(423);
        assertThat(stopped.type()).isEqualTo("account-stopped");
        assertThat(stopped.text().ko()).contains("관리자");
    }

    @Test
    void aSuccessStartsTheCountAnew() {
        add(acme, "kim");
        wrong(acme, "kim", 4);
        logins.login(acme, "kim", TestIdentity.PASSWORD);
        wrong(acme, "kim", 4);
        assertThat(logins.login(acme, "kim", TestIdentity.PASSWORD)).isNotNull();
    }

    @Test
    void aLoginIdThatDoesNotExistAnswersLikeOneThatDoes() {
        add(acme, "kim");
        for (int i = 0; i < 6; i++) {
            Problem real = refused(acme, "kim", "wrong password");
            Problem unreal = refused(acme, "lee", "wrong password");
            assertThat(unreal.status()).isEqualTo(real.status());
            assertThat(unreal.type()).isEqualTo(real.type());
            assertThat(unreal.text()).isEqualTo(real.text());
            assertThat(unreal.members()).isEqualTo(real.members());
        }
    }

    @Test
    void capitalsAndSpacesAreTheSameLoginIdForTheCount() {
        add(acme, "kim");
        wrong(acme, "kim", 2);
        wrong(acme, "KIM", 2);
        wrong(acme, " Kim ", 1);
        assertThat(refused(acme, "kim", TestIdentity.PASSWORD).status()).isEqualTo(423);
    }

    @Test
    void manyAttemptsAtOnceDoNotGetMoreThanFiveTries() {
        add(acme, "kim");
        List<Object> answers = TestIdentity.atOnce(20, () -> logins.login(acme, "kim", "wrong password"));
        assertThat(answers.stream().filter(a -> a instanceof Problem p && p.status() == 401))
                .hasSize(5);
        assertThat(answers.stream().filter(a -> a instanceof Problem p && p.status() == 423))
                .hasSize(15);
    }

    @Test
    void theSameLoginIdInAnotherCompanyIsAnotherAccount() {
        add(acme, "kim");
        add(bravo, "kim");
        wrong(acme, "kim", 5);
        assertThat(logins.login(bravo, "kim", TestIdentity.PASSWORD)).isNotNull();
    }

    @Test
    void aSessionIsNoneInAnotherCompany() {
        add(acme, "kim");
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(logins.holds(acme, token)).isTrue();
        assertThat(logins.holds(bravo, token)).isFalse();
        assertThat(logins.holds(acme, token + "x")).isFalse();
        assertThat(logins.holds(acme, "")).isFalse();
    }

    @Test
    void aSessionEndsAtLogoutAndWhenNobodyUsedItForTwoHours() {
        add(acme, "kim");
        Caller kim = caller(acme, "kim");
        String first = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String second = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        identity.as(acme, kim, () -> {
            logins.service.logout(first);
            return null;
        });
        assertThat(logins.holds(acme, first)).isFalse();
        assertThat(logins.holds(acme, second)).isTrue();
        identity.clock.advance(Duration.ofMinutes(119));
        logins.service.forgetSessions();
        assertThat(logins.holds(acme, second)).isTrue();
        identity.clock.advance(Duration.ofMinutes(121));
        logins.service.forgetSessions();
        assertThat(logins.holds(acme, second)).isFalse();
    }

    @Test
    void aPasswordSetByTheAdministratorLetsAStoppedAccountInAndMustBeChanged() {
        Account kim = add(acme, "kim");
        wrong(acme, "kim", 5);
        identity.in(acme, () -> {
            logins.accounts.setPassword(kim.id(), "a fresh password");
            return null;
        });
        LoginService.Login login = logins.login(acme, "kim", "a fresh password");
        assertThat(login.pending()).isEqualTo(Authenticator.Pending.PASSWORD_CHANGE);
        Caller caller = Tenants.call(acme, () -> logins.service.authenticate(login.sessionToken()))
                .orElseThrow()
                .caller();
        LoginService.Login changed =
                identity.as(acme, caller, () -> logins.service.changePassword("a fresh password", "my own password"));
        assertThat(changed.pending()).isEqualTo(Authenticator.Pending.NONE);
        assertThat(logins.holds(acme, login.sessionToken())).isFalse();
        assertThat(logins.holds(acme, changed.sessionToken())).isTrue();
        assertThat(logins.login(acme, "kim", "my own password").pending()).isEqualTo(Authenticator.Pending.NONE);
    }

    @Test
    void theSamePasswordDoesNotUnlock() {
        Account kim = add(acme, "kim");
        wrong(acme, "kim", 5);
        Problem same = catchThrowableOfType(
                Problem.class,
                () -> identity.in(acme, () -> {
                    logins.accounts.setPassword(kim.id(), TestIdentity.PASSWORD);
                    return null;
                }));
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.type()).isEqualTo("same-password");
        assertThat(refused(acme, "kim", TestIdentity.PASSWORD).status()).isEqualTo(423);
    }

    @Test
    void aChangeOfTheOwnPasswordNamesEveryFieldAtFault() {
        add(acme, "kim");
        Caller kim = caller(acme, "kim");
        Invalid both = catchThrowableOfType(
                Invalid.class, () -> identity.as(acme, kim, () -> logins.service.changePassword("not it", "short")));
        assertThat(both.errors()).extracting(Problem.FieldError::field).containsExactly("current", "next");
        Invalid same = catchThrowableOfType(
                Invalid.class,
                () -> identity.as(
                        acme, kim, () -> logins.service.changePassword(TestIdentity.PASSWORD, TestIdentity.PASSWORD)));
        assertThat(same.errors()).extracting(Problem.FieldError::field).containsExactly("next");
    }

    @Test
    void emptyOrEndlessInputIsNamedAndNotCounted() {
        Invalid empty = catchThrowableOfType(Invalid.class, () -> logins.login(acme, " ", null));
        assertThat(empty.errors()).extracting(Problem.FieldError::field).containsExactly("loginId", "password");
        Invalid endless =
                catchThrowableOfType(Invalid.class, () -> logins.login(acme, "k".repeat(65), "x".repeat(2000)));
        assertThat(endless.errors()).hasSize(2);
        assertThat(TestIdentity.count("identity.login_attempt WHERE tenant_id = '" + acme.id() + "'"))
                .isZero();
    }

    @Test
    void nobodyLogsInBeforeTheHostIsOpen() {
        Tenant waiting = new Tenant(UUID.randomUUID(), "acme", "gw.acme.co.kr", TenantState.AWAITING_DNS, false);
        assertThat(refused(waiting, "kim", TestIdentity.PASSWORD)).isInstanceOf(Forbidden.class);
    }

    @Test
    void everyLoginAndFailureIsAudited() {
        add(acme, "kim");
        wrong(acme, "kim", 1);
        logins.login(acme, "kim", TestIdentity.PASSWORD);
        String where = "platform.audit WHERE tenant_id = '" + acme.id() + "' AND action = ";
        assertThat(TestIdentity.count(where + "'identity.login.failed'")).isEqualTo(1);
        assertThat(TestIdentity.count(where + "'identity.login'")).isEqualTo(1);
    }

    @Test
    void aSessionInUseEndsAfterTwelveHoursAllTheSame() {
        add(acme, "kim");
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        for (int i = 0; i < 7; i++) {
            identity.clock.advance(Duration.ofMinutes(100));
            assertThat(logins.holds(acme, token)).isTrue();
        }
        identity.clock.advance(Duration.ofMinutes(30));
        assertThat(logins.holds(acme, token)).isFalse();
    }

    @Test
    void anAddressThatFailsTooOftenIsSlowedDownButNeverBeforeTheFifthTryOfAnAccount() {
        add(acme, "kim");
        TestIdentity.from("198.51.100.7", () -> {
            for (int i = 0; i < 50; i++) {
                wrong(acme, "user" + i, 1);
            }
            Problem slow = refused(acme, "kim", TestIdentity.PASSWORD);
            assertThat(slow.status()).isEqualTo(429);
            assertThat(slow.members()).containsKey("retryAfter");
            return null;
        });
        assertThat(TestIdentity.<Object>from("198.51.100.8", () -> logins.login(acme, "kim", TestIdentity.PASSWORD)))
                .isNotNull();
        identity.clock.advance(Duration.ofMinutes(6));
        assertThat(TestIdentity.<Object>from("198.51.100.7", () -> logins.login(acme, "kim", TestIdentity.PASSWORD)))
                .isNotNull();
    }

    @Test
    void oneOfTheLastFivePasswordsIsNotTakenAgainAndTheSixthIs() {
        add(acme, "kim");
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String current = TestIdentity.PASSWORD;
        for (int i = 1; i <= 4; i++) {
            token = change(token, current, "a new password " + i).sessionToken();
            current = "a new password " + i;
        }
        for (String used : List.of(TestIdentity.PASSWORD, "a new password 1", "a new password 4")) {
            String now = token;
            String old = current;
            assertThat(catchThrowableOfType(Invalid.class, () -> change(now, old, used))
                            .errors())
                    .extracting(Problem.FieldError::field)
                    .containsExactly("next");
        }
        token = change(token, current, "a new password 5").sessionToken();
        assertThat(change(token, "a new password 5", TestIdentity.PASSWORD)).isNotNull();
    }

    private LoginService.Login change(String token, String current, String next) {
        return logins.as(acme, token, () -> logins.service.changePassword(current, next));
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() {
        add(acme, "kim");
        String here = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String elsewhere = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String fresh =
                change(here, TestIdentity.PASSWORD, "quite another phrase").sessionToken();
        assertThat(logins.holds(acme, here)).isFalse();
        assertThat(logins.holds(acme, elsewhere)).isFalse();
        assertThat(logins.holds(acme, fresh)).isTrue();
    }

    @Test
    void aSuspendedCompanyLetsItsAdministratorsInOnly() {
        add(acme, "kim");
        identity.in(acme, () -> logins.accounts.add(Logins.newAccount("boss", true)));
        Tenant suspended = new Tenant(acme.id(), acme.name(), acme.host(), TenantState.SUSPENDED, false);
        String kim = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String boss = logins.login(acme, "boss", TestIdentity.PASSWORD).sessionToken();
        assertThat(logins.holds(suspended, kim)).isFalse();
        assertThat(logins.holds(suspended, boss)).isTrue();
        Tenant closed = new Tenant(acme.id(), acme.name(), acme.host(), TenantState.CLOSED, false);
        assertThat(refused(closed, "boss", TestIdentity.PASSWORD)).isInstanceOf(Forbidden.class);
    }
}
