package kr.dure.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Caller;
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

    private Problem refused(Tenant tenant, String loginId, String password) {
        return catchThrowableOfType(Problem.class, () -> identity.login(tenant, loginId, password));
    }

    private void wrong(Tenant tenant, String loginId, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(refused(tenant, loginId, "wrong password").status()).isEqualTo(401);
        }
    }

    private Caller caller(Tenant tenant, String loginId) {
        LoginService.Login login = identity.login(tenant, loginId, TestIdentity.PASSWORD);
        return Tenants.call(tenant, () -> identity.logins.authenticate(login.sessionToken()))
                .orElseThrow()
                .caller();
    }

    @Test
    void theRightPasswordOpensASessionThatNamesTheCaller() {
        Account kim = identity.add(acme, "kim");
        LoginService.Login login = identity.login(acme, " KIM ", TestIdentity.PASSWORD);
        Authenticator.Authentication found = Tenants.call(
                        acme, () -> identity.logins.authenticate(login.sessionToken()))
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
        identity.add(acme, "kim");
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
        identity.add(acme, "kim");
        wrong(acme, "kim", 4);
        identity.login(acme, "kim", TestIdentity.PASSWORD);
        wrong(acme, "kim", 4);
        assertThat(identity.login(acme, "kim", TestIdentity.PASSWORD).account().loginId())
                .isEqualTo("kim");
    }

    @Test
    void aLoginIdThatDoesNotExistAnswersLikeOneThatDoes() {
        identity.add(acme, "kim");
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
        identity.add(acme, "kim");
        wrong(acme, "kim", 2);
        wrong(acme, "KIM", 2);
        wrong(acme, " Kim ", 1);
        assertThat(refused(acme, "kim", TestIdentity.PASSWORD).status()).isEqualTo(423);
    }

    @Test
    void manyAttemptsAtOnceDoNotGetMoreThanFiveTries() {
        identity.add(acme, "kim");
        List<Object> answers = TestIdentity.atOnce(20, () -> identity.login(acme, "kim", "wrong password"));
        assertThat(answers.stream().filter(a -> a instanceof Problem p && p.status() == 401))
                .hasSize(5);
        assertThat(answers.stream().filter(a -> a instanceof Problem p && p.status() == 423))
                .hasSize(15);
    }

    @Test
    void theSameLoginIdInAnotherCompanyIsAnotherAccount() {
        identity.add(acme, "kim");
        identity.add(bravo, "kim");
        wrong(acme, "kim", 5);
        assertThat(identity.login(bravo, "kim", TestIdentity.PASSWORD)).isNotNull();
    }

    @Test
    void aSessionIsNoneInAnotherCompany() {
        identity.add(acme, "kim");
        String token = identity.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(identity.holds(acme, token)).isTrue();
        assertThat(identity.holds(bravo, token)).isFalse();
        assertThat(identity.holds(acme, token + "x")).isFalse();
        assertThat(identity.holds(acme, "")).isFalse();
    }

    @Test
    void aSessionEndsAtLogoutAndAfterTwelveHours() {
        identity.add(acme, "kim");
        Caller kim = caller(acme, "kim");
        String first = identity.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        String second = identity.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        identity.as(acme, kim, () -> {
            identity.logins.logout(first);
            return null;
        });
        assertThat(identity.holds(acme, first)).isFalse();
        assertThat(identity.holds(acme, second)).isTrue();
        identity.clock.advance(LoginService.SESSION_LIFE.minus(Duration.ofMinutes(1)));
        identity.logins.forgetSessions();
        assertThat(identity.holds(acme, second)).isTrue();
        identity.clock.advance(Duration.ofMinutes(2));
        identity.logins.forgetSessions();
        assertThat(identity.holds(acme, second)).isFalse();
    }

    @Test
    void aPasswordSetByTheAdministratorLetsAStoppedAccountInAndMustBeChanged() {
        Account kim = identity.add(acme, "kim");
        wrong(acme, "kim", 5);
        identity.in(acme, () -> {
            identity.accounts.setPassword(kim.id(), "a fresh password");
            return null;
        });
        LoginService.Login login = identity.login(acme, "kim", "a fresh password");
        assertThat(login.mustChangePassword()).isTrue();
        Caller caller = Tenants.call(acme, () -> identity.logins.authenticate(login.sessionToken()))
                .orElseThrow()
                .caller();
        LoginService.Login changed =
                identity.as(acme, caller, () -> identity.logins.changePassword("a fresh password", "my own password"));
        assertThat(changed.mustChangePassword()).isFalse();
        assertThat(identity.holds(acme, login.sessionToken())).isFalse();
        assertThat(identity.holds(acme, changed.sessionToken())).isTrue();
        assertThat(identity.login(acme, "kim", "my own password").mustChangePassword())
                .isFalse();
    }

    @Test
    void theSamePasswordDoesNotUnlock() {
        Account kim = identity.add(acme, "kim");
        wrong(acme, "kim", 5);
        Problem same = catchThrowableOfType(
                Problem.class,
                () -> identity.in(acme, () -> {
                    identity.accounts.setPassword(kim.id(), TestIdentity.PASSWORD);
                    return null;
                }));
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.type()).isEqualTo("same-password");
        assertThat(refused(acme, "kim", TestIdentity.PASSWORD).status()).isEqualTo(423);
    }

    @Test
    void aChangeOfTheOwnPasswordNamesEveryFieldAtFault() {
        identity.add(acme, "kim");
        Caller kim = caller(acme, "kim");
        Invalid both = catchThrowableOfType(
                Invalid.class, () -> identity.as(acme, kim, () -> identity.logins.changePassword("not it", "short")));
        assertThat(both.errors()).extracting(Problem.FieldError::field).containsExactly("current", "next");
        Invalid same = catchThrowableOfType(
                Invalid.class,
                () -> identity.as(
                        acme, kim, () -> identity.logins.changePassword(TestIdentity.PASSWORD, TestIdentity.PASSWORD)));
        assertThat(same.errors()).extracting(Problem.FieldError::field).containsExactly("next");
    }

    @Test
    void emptyOrEndlessInputIsNamedAndNotCounted() {
        Invalid empty = catchThrowableOfType(Invalid.class, () -> identity.login(acme, " ", null));
        assertThat(empty.errors()).extracting(Problem.FieldError::field).containsExactly("loginId", "password");
        Invalid endless =
                catchThrowableOfType(Invalid.class, () -> identity.login(acme, "k".repeat(65), "x".repeat(2000)));
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
        identity.add(acme, "kim");
        wrong(acme, "kim", 1);
        identity.login(acme, "kim", TestIdentity.PASSWORD);
        String where = "platform.audit WHERE tenant_id = '" + acme.id() + "' AND action = ";
        assertThat(TestIdentity.count(where + "'identity.login.failed'")).isEqualTo(1);
        assertThat(TestIdentity.count(where + "'identity.login'")).isEqualTo(1);
    }
}
