package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.AccessPolicy;
import kr.dure.identity.internal.access.TestPolicies;
import kr.dure.identity.internal.account.AccountService.AccountChange;
import kr.dure.identity.internal.account.OperatorAccess.Consent;
import kr.dure.identity.internal.account.OperatorAccess.Entry;
import kr.dure.identity.internal.account.OperatorAccess.NewConsent;
import kr.dure.identity.internal.account.OperatorAccess.NewEntry;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** The operator inside a company: with its consent, and no longer. */
class OperatorAccessTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;
    private final Account boss = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("boss", true)));
    private final Account kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", false)));

    private <T> T asBoss(Supplier<T> work) {
        return identity.as(acme, new Caller(boss.id(), "boss", "김두레", true, false, Set.of()), work);
    }

    private <T> T asOperator(Supplier<T> work) {
        return identity.as(
                identity.operator, new Caller(UUID.randomUUID(), "oscar", "Oscar", true, true, Set.of()), work);
    }

    private Consent consent(Duration time) {
        return asBoss(() -> logins.operators.grant(new NewConsent("메일이 안 옵니다", in(time))));
    }

    private Instant in(Duration ahead) {
        return identity.clock.instant().plus(ahead);
    }

    private Entry open() {
        return asOperator(() -> logins.operators.open(acme.id(), new NewEntry("메일 설정 확인")));
    }

    private LoginService.Login enter(String ticket) {
        return Tenants.call(acme, () -> logins.operators.enter(ticket));
    }

    private String inside() {
        return enter(open().ticket()).sessionToken();
    }

    private void withdraw(Consent consent) {
        asBoss(() -> {
            logins.operators.withdraw(consent.id());
            return null;
        });
    }

    private static long audited(Tenant tenant, String rest) {
        return TestIdentity.count("platform.audit WHERE tenant_id = '" + tenant.id() + "' AND " + rest);
    }

    @Test
    void nobodyEntersWithoutConsentAndTheAttemptIsAudited() {
        Problem refused = catchThrowableOfType(Problem.class, this::open);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.type()).isEqualTo("consent-required");
        assertThat(audited(identity.operator, "action = 'operator.entry' AND login_id = 'oscar'"))
                .isEqualTo(1);
    }

    @Test
    void withConsentTheOperatorActsAsTheAdministratorWhoGaveItAndBothNamesAreAudited() {
        consent(Duration.ofHours(4));
        String token = inside();
        Caller caller = logins.as(acme, token, Callers::current);
        assertThat(caller.accountId()).isEqualTo(boss.id());
        assertThat(caller.actingOperator()).isEqualTo("oscar");
        assertThat(caller.operator()).isFalse();
        assertThat(caller.may("operator.addons")).isFalse();
        logins.as(
                acme, token, () -> logins.accounts.change(kim.id(), new AccountChange("새 이름", null, null, null), null));
        assertThat(audited(
                        acme,
                        "action = 'identity.account.changed' AND login_id = 'boss' AND acting_operator = 'oscar'"))
                .isEqualTo(1);
        assertThat(audited(
                        acme,
                        "action = 'identity.operator.entered' AND login_id = 'boss' AND acting_operator = 'oscar'"))
                .isEqualTo(1);
        assertThat(audited(acme, "action = 'identity.operator.announced' AND detail = '메일 설정 확인'"))
                .isEqualTo(1);
        assertThat(asBoss(() -> logins.sessions.of(boss.id(), null)))
                .extracting(LoginSession::actingOperator)
                .containsExactly("oscar");
    }

    @Test
    void anEntryIsNoLoginOfTheAdministrator() {
        consent(Duration.ofHours(4));
        inside();
        assertThat(identity.in(acme, () -> logins.accounts.get(boss.id()))
                        .account()
                        .lastLoginAt())
                .isNull();
    }

    @Test
    void aTicketIsRedeemedOnce() {
        consent(Duration.ofHours(4));
        String ticket = open().ticket();
        List<Object> answers = TestIdentity.atOnce(4, () -> enter(ticket));
        assertThat(answers.stream().filter(LoginService.Login.class::isInstance))
                .hasSize(1);
        assertThat(answers.stream().filter(Conflict.class::isInstance)).hasSize(3);
        assertThat(TestIdentity.count("identity.operator_entry e WHERE CAST(e AS text) LIKE '%" + ticket + "%'"))
                .isZero();
    }

    @Test
    void aTicketHoldsFiveMinutesAndInItsCompanyOnly() {
        consent(Duration.ofHours(4));
        String ticket = open().ticket();
        Tenant bravo = identity.company();
        assertThat(catchThrowableOfType(
                        Conflict.class, () -> Tenants.call(bravo, () -> logins.operators.enter(ticket))))
                .isNotNull();
        identity.clock.advance(Duration.ofMinutes(5));
        assertThat(catchThrowableOfType(Conflict.class, () -> enter(ticket))).isNotNull();
        assertThat(catchThrowableOfType(Conflict.class, () -> enter("made up"))).isNotNull();
        assertThat(catchThrowableOfType(Invalid.class, () -> enter(" "))).isNotNull();
    }

    @Test
    void theStayEndsWithTheConsentAndAfterAnHour() {
        consent(Duration.ofMinutes(20));
        String shortStay = inside();
        identity.clock.advance(Duration.ofMinutes(19));
        assertThat(logins.holds(acme, shortStay)).isTrue();
        identity.clock.advance(Duration.ofMinutes(2));
        assertThat(logins.holds(acme, shortStay)).isFalse();
        assertThat(catchThrowableOfType(Problem.class, this::open).type()).isEqualTo("consent-required");
        consent(Duration.ofDays(7));
        String longStay = inside();
        identity.clock.advance(Duration.ofMinutes(59));
        assertThat(logins.holds(acme, longStay)).isTrue();
        identity.clock.advance(Duration.ofMinutes(2));
        assertThat(logins.holds(acme, longStay)).isFalse();
    }

    @Test
    void whoeverWithdrawsShowsTheOperatorTheDoorAndVoidsHisTickets() {
        Consent consent = consent(Duration.ofHours(4));
        String bosss = logins.login(acme, "boss", TestIdentity.PASSWORD).sessionToken();
        String token = inside();
        String ticket = open().ticket();
        withdraw(consent);
        assertThat(Tenants.call(acme, () -> logins.service.authenticate(token))).isEmpty();
        assertThat(logins.holds(acme, bosss)).isTrue();
        assertThat(catchThrowableOfType(Conflict.class, () -> enter(ticket))).isNotNull();
        assertThat(catchThrowableOfType(Problem.class, this::open).type()).isEqualTo("consent-required");
        assertThat(catchThrowableOfType(NotFound.class, () -> withdraw(consent)))
                .isNotNull();
        assertThat(asBoss(logins.operators::list).items())
                .singleElement()
                .satisfies(shown -> assertThat(shown.withdrawnAt()).isNotNull());
    }

    @Test
    void nobodySlipsInWhileTheConsentIsWithdrawn() {
        for (int i = 0; i < 4; i++) {
            Consent consent = consent(Duration.ofHours(4));
            String ticket = open().ticket();
            AtomicInteger turn = new AtomicInteger();
            List<Object> answers = TestIdentity.<Object>atOnce(2, () -> {
                if (turn.getAndIncrement() == 0) {
                    withdraw(consent);
                    return null;
                }
                return enter(ticket);
            });
            answers.stream()
                    .filter(LoginService.Login.class::isInstance)
                    .map(LoginService.Login.class::cast)
                    .forEach(login ->
                            assertThat(logins.holds(acme, login.sessionToken())).isFalse());
        }
    }

    @Test
    void theOperatorMakesNothingThatLetsHimInLater() {
        consent(Duration.ofHours(4));
        String token = inside();
        List<Supplier<?>> doors = List.of(
                () -> logins.operators.grant(new NewConsent("더", in(Duration.ofDays(7)))),
                () -> logins.accounts.add(Logins.newAccount("mole", true)),
                () -> {
                    logins.accounts.setPassword(kim.id(), "known to the operator");
                    return null;
                },
                () -> {
                    logins.accounts.setPassword(boss.id(), "known to the operator");
                    return null;
                },
                () -> logins.accounts.change(
                        boss.id(), new AccountChange(null, "oscar@mail.example", null, null), null),
                () -> logins.tokens.addPersonal(
                        new AccessTokenService.NewToken("x", Set.of("write:*"), null, in(Duration.ofDays(300)))),
                () -> logins.tokens.addService(
                        new AccessTokenService.NewToken("x", Set.of("write:*"), Set.of(), in(Duration.ofDays(300)))),
                () -> logins.service.changePassword(TestIdentity.PASSWORD, "known to the operator"),
                () -> {
                    logins.factors.reset(boss.id());
                    return null;
                },
                logins.factors::begin);
        for (Supplier<?> door : doors) {
            assertThat(catchThrowableOfType(Problem.class, () -> logins.as(acme, token, door)))
                    .isInstanceOf(Forbidden.class);
        }
    }

    @Test
    void theOperatorMayDoNoMoreThanTheOneWhoConsented() {
        consent(Duration.ofHours(4));
        String token = inside();
        identity.in(acme, () -> logins.accounts.add(Logins.newAccount("second", true)));
        identity.in(acme, () -> logins.accounts.change(boss.id(), new AccountChange(null, null, false, null), null));
        assertThat(logins.as(acme, token, () -> Callers.current().administrator()))
                .isFalse();
        identity.in(acme, () -> {
            logins.accounts.remove(boss.id());
            return null;
        });
        assertThat(logins.holds(acme, token)).isFalse();
        assertThat(catchThrowableOfType(Problem.class, this::open).type()).isEqualTo("consent-required");
    }

    @Test
    void theCompanysAddressRulesDoNotApplyToTheOperatorItLetIn() {
        TestPolicies.change(identity, acme, new AccessPolicy(true, List.of("203.0.113.0/24"), Set.of()));
        consent(Duration.ofHours(4));
        String token = TestIdentity.from("198.51.100.1", this::inside);
        assertThat(TestIdentity.from("198.51.100.1", () -> logins.holds(acme, token)))
                .isTrue();
    }

    @Test
    void onlyAnAdministratorConsentsAndForAWeekAtMost() {
        Caller part = new Caller(kim.id(), "kim", "김두레", false, false, Set.of("identity.operator-access"));
        assertThat(catchThrowableOfType(
                        Forbidden.class,
                        () -> identity.as(
                                acme,
                                part,
                                () -> logins.operators.grant(new NewConsent("x", in(Duration.ofHours(1)))))))
                .isNotNull();
        Invalid invalid = catchThrowableOfType(
                Invalid.class, () -> asBoss(() -> logins.operators.grant(new NewConsent(" ", in(Duration.ofDays(8))))));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("reason", "until");
        for (Instant wrong : new Instant[] {null, in(Duration.ofMinutes(-1))}) {
            assertThat(catchThrowableOfType(
                            Invalid.class, () -> asBoss(() -> logins.operators.grant(new NewConsent("x", wrong)))))
                    .isNotNull();
        }
    }

    @Test
    void anotherCompanysConsentOpensNothing() {
        consent(Duration.ofHours(4));
        Tenant bravo = identity.company();
        Problem refused = catchThrowableOfType(
                Problem.class, () -> asOperator(() -> logins.operators.open(bravo.id(), new NewEntry("확인"))));
        assertThat(refused.type()).isEqualTo("consent-required");
        assertThat(identity.in(bravo, logins.operators::list).items()).isEmpty();
        assertThat(catchThrowableOfType(
                        NotFound.class,
                        () -> asOperator(() -> logins.operators.open(identity.operator.id(), new NewEntry("확인")))))
                .isNotNull();
    }
}
