package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.AccessPolicy;
import kr.dure.identity.internal.access.LoginPolicy;
import kr.dure.identity.internal.access.LoginPolicy.SecondFactorDemand;
import kr.dure.identity.internal.access.TestPolicies;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class SessionServiceTest {
    private static final String OFFICE = "203.0.113.9";
    private static final String AWAY = "198.51.100.1";

    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;
    private final Account kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", false)));

    private String login() {
        return logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
    }

    private List<LoginSession> sessions(String current) {
        return identity.in(acme, () -> logins.sessions.of(kim.id(), current));
    }

    private void allow(UUID... exempt) {
        TestPolicies.change(identity, acme, new AccessPolicy(true, List.of("203.0.113.0/24"), Set.of(exempt)));
    }

    @Test
    void allSessionsAreListedAndTheAskingOneIsMarked() {
        String first = TestIdentity.from(OFFICE, this::login);
        String second = TestIdentity.from(AWAY, this::login);
        assertThat(sessions(second)).extracting(LoginSession::current).containsExactly(true, false);
        assertThat(sessions(first)).extracting(LoginSession::current).containsExactly(false, true);
        assertThat(sessions(null)).extracting(LoginSession::address).containsExactly(AWAY, OFFICE);
    }

    @Test
    void oneIsEndedAndTheOthersStay() {
        String first = login();
        String second = login();
        UUID id = sessions(second).stream()
                .filter(session -> !session.current())
                .findFirst()
                .orElseThrow()
                .id();
        logins.as(acme, second, () -> {
            logins.sessions.end(kim.id(), id);
            return null;
        });
        assertThat(logins.holds(acme, first)).isFalse();
        assertThat(logins.holds(acme, second)).isTrue();
        assertThat(catchThrowableOfType(
                        NotFound.class,
                        () -> logins.as(acme, second, () -> {
                            logins.sessions.end(kim.id(), id);
                            return null;
                        })))
                .isNotNull();
    }

    @Test
    void anotherAccountsSessionIsNotEndedThroughOnesOwn() {
        identity.in(acme, () -> logins.accounts.add(Logins.newAccount("lee", false)));
        String kims = login();
        UUID id = sessions(null).get(0).id();
        String lees = logins.login(acme, "lee", TestIdentity.PASSWORD).sessionToken();
        UUID lee = logins.as(acme, lees, () -> Callers.current().accountId());
        assertThat(catchThrowableOfType(
                        Problem.class,
                        () -> logins.as(acme, lees, () -> {
                            logins.sessions.end(lee, id);
                            return null;
                        })))
                .isInstanceOf(NotFound.class);
        assertThat(catchThrowableOfType(
                        NotFound.class,
                        () -> identity.in(identity.company(), () -> {
                            logins.sessions.end(kim.id(), id);
                            return null;
                        })))
                .isNotNull();
        assertThat(logins.holds(acme, kims)).isTrue();
    }

    @Test
    void signingOutEverywhereElseKeepsTheAskingSession() {
        String first = login();
        String second = login();
        logins.as(acme, second, () -> {
            logins.sessions.endAll(kim.id(), second);
            return null;
        });
        assertThat(logins.holds(acme, first)).isFalse();
        assertThat(logins.holds(acme, second)).isTrue();
    }

    @Test
    void aNewPasswordSignsOutEverywhereAndRenewsTheAskingSession() {
        String other = login();
        String asking = login();
        LoginService.Login renewed = logins.as(
                acme, asking, () -> logins.service.changePassword(TestIdentity.PASSWORD, "another horse, wholly"));
        assertThat(renewed.sessionToken()).isNotEqualTo(asking);
        assertThat(logins.holds(acme, other)).isFalse();
        assertThat(logins.holds(acme, asking)).isFalse();
        assertThat(logins.holds(acme, renewed.sessionToken())).isTrue();
    }

    @Test
    void aPasswordSetByTheAdministratorSignsOutEverywhereAlsoALoginJustUnderWay() {
        for (int i = 0; i < 3; i++) {
            Account lee =
                    identity.in(acme, () -> logins.accounts.add(Logins.newAccount("lee" + UUID.randomUUID(), false)));
            AtomicInteger turn = new AtomicInteger();
            List<Object> answers = TestIdentity.atOnce(4, () -> {
                if (turn.getAndIncrement() == 0) {
                    identity.in(acme, () -> {
                        logins.accounts.setPassword(lee.id(), "an entirely new one");
                        return null;
                    });
                    return null;
                }
                return logins.login(acme, lee.loginId(), TestIdentity.PASSWORD);
            });
            answers.stream()
                    .filter(LoginService.Login.class::isInstance)
                    .map(LoginService.Login.class::cast)
                    .forEach(login ->
                            assertThat(logins.holds(acme, login.sessionToken())).isFalse());
        }
    }

    @Test
    void aLoginWhosePasswordWasChangedSinceItWasLookedAtOpensNothing() {
        AccountEntity before = Tenants.call(
                acme, () -> TestIdentity.tx().read(session -> new AccountRepository(session).get(kim.id())));
        identity.in(acme, () -> {
            logins.accounts.setPassword(kim.id(), "an entirely new one");
            return null;
        });
        assertThat(catchThrowableOfType(
                        Conflict.class,
                        () -> Tenants.call(acme, () -> logins.service.open(before, "kim", null, null, null))))
                .isNotNull();
        assertThat(sessions(null)).isEmpty();
    }

    @Test
    void loginsOfOneAccountAtTheSameMomentAllSucceedAndMakeNoNewVersionOfIt() {
        int version = identity.in(acme, () -> logins.accounts.get(kim.id())).version();
        List<Object> answers = TestIdentity.atOnce(4, this::login);
        assertThat(answers).allMatch(String.class::isInstance).doesNotHaveDuplicates();
        AccountService.Versioned after = identity.in(acme, () -> logins.accounts.get(kim.id()));
        assertThat(after.version()).isEqualTo(version);
        assertThat(after.account().lastLoginAt()).isNotNull();
    }

    @Test
    void eachLoginHasATokenOfItsOwnThatIsNotReadableInTheDatabase() {
        String token = login();
        assertThat(login()).isNotEqualTo(token);
        assertThat(token).hasSizeGreaterThanOrEqualTo(43);
        assertThat(TestIdentity.count("identity.session WHERE token_hash = '" + token + "'"))
                .isZero();
        assertThat(Tenants.call(acme, () -> logins.service.authenticate("chosen by somebody else")))
                .isEmpty();
    }

    @Test
    void aSessionThatNobodyUsesEndsAfterTheCompanysOwnTime() {
        TestPolicies.change(identity, acme, new LoginPolicy(8, 10, 2, SecondFactorDemand.NOBODY, false));
        String token = login();
        identity.clock.advance(Duration.ofMinutes(9));
        assertThat(logins.holds(acme, token)).isTrue();
        identity.clock.advance(Duration.ofMinutes(9));
        assertThat(logins.holds(acme, token)).isTrue();
        assertThat(sessions(token)).hasSize(1);
        identity.clock.advance(Duration.ofMinutes(11));
        assertThat(logins.holds(acme, token)).isFalse();
        assertThat(sessions(token)).isEmpty();
    }

    @Test
    void aSessionInUseEndsAfterTheCompanysOwnHours() {
        TestPolicies.change(identity, acme, new LoginPolicy(8, 60, 2, SecondFactorDemand.NOBODY, false));
        String token = login();
        for (int i = 0; i < 3; i++) {
            identity.clock.advance(Duration.ofMinutes(39));
            assertThat(logins.holds(acme, token)).isTrue();
        }
        identity.clock.advance(Duration.ofMinutes(4));
        assertThat(logins.holds(acme, token)).isFalse();
    }

    @Test
    void aShorterIdleTimeHoldsForRunningSessionsToo() {
        String token = login();
        identity.clock.advance(Duration.ofMinutes(30));
        TestPolicies.change(identity, acme, new LoginPolicy(8, 20, 12, SecondFactorDemand.NOBODY, false));
        assertThat(logins.holds(acme, token)).isFalse();
    }

    @Test
    void runningSessionsAreRefusedFromAddressesThatAreNoLongerAllowed() {
        String token = TestIdentity.from(AWAY, this::login);
        allow();
        Problem refused =
                catchThrowableOfType(Problem.class, () -> TestIdentity.from(AWAY, () -> logins.holds(acme, token)));
        assertThat(refused.type()).isEqualTo("address-not-allowed");
        assertThat(TestIdentity.from(OFFICE, () -> logins.holds(acme, token))).isTrue();
        assertThat(TestIdentity.from("::ffff:" + OFFICE, () -> logins.holds(acme, token)))
                .isTrue();
        allow(kim.id());
        assertThat(TestIdentity.from(AWAY, () -> logins.holds(acme, token))).isTrue();
    }

    @Test
    void aLoginFromElsewhereIsRefusedAfterThePasswordOnlyAndNotCounted() {
        allow();
        for (int i = 0; i < 6; i++) {
            Problem refused = catchThrowableOfType(Problem.class, () -> TestIdentity.from(AWAY, this::login));
            assertThat(refused.type()).isEqualTo("address-not-allowed");
        }
        Problem wrong = catchThrowableOfType(
                Problem.class, () -> TestIdentity.from(AWAY, () -> logins.login(acme, "kim", "wrong password")));
        assertThat(wrong.type()).isEqualTo("login-failed");
        assertThat(TestIdentity.from(OFFICE, this::login)).isNotNull();
    }
}
