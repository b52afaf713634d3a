package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.identity.Caller;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.AccessPolicy;
import kr.dure.identity.internal.access.TestPolicies;
import kr.dure.identity.internal.account.AccessTokenService.NewToken;
import kr.dure.identity.internal.account.AccountService.AccountChange;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** Personal and service tokens. */
class AccessTokenServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;
    private final Account boss = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("boss", true)));
    private final Account kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", false)));

    private NewToken request(Set<String> permissions) {
        return new NewToken("연동", Set.of("read:sms"), permissions, in(Duration.ofDays(30)));
    }

    private Instant in(Duration ahead) {
        return identity.clock.instant().plus(ahead);
    }

    private <T> T asKim(Supplier<T> work) {
        return identity.as(acme, new Caller(kim.id(), "kim", "김두레", false, false, Set.of()), work);
    }

    private AccessToken personal() {
        return asKim(() -> logins.tokens.addPersonal(request(null)));
    }

    private AccessToken service(String... permissions) {
        return identity.in(acme, () -> logins.tokens.addService(request(Set.of(permissions))));
    }

    private Optional<Authentication> use(Tenant tenant, String token) {
        logins.service.forgetSessions();
        return Tenants.call(tenant, () -> logins.service.authenticateBearer(token));
    }

    private Caller caller(AccessToken token) {
        return use(acme, token.token()).orElseThrow().caller();
    }

    @Test
    void aPersonalTokenIsItsOwnerWithinItsScopes() {
        AccessToken token = personal();
        assertThat(token.token()).startsWith("dure_").hasSizeGreaterThan(40);
        Authentication authentication = use(acme, token.token()).orElseThrow();
        assertThat(authentication.caller().accountId()).isEqualTo(kim.id());
        assertThat(authentication.caller().scopes()).containsExactly("read:sms");
        assertThat(authentication.csrfToken()).isNull();
    }

    @Test
    void aPersonalTokenHoldsWhatItsOwnerHoldsAtThatMoment() {
        AccessToken token = personal();
        assertThat(caller(token).may("sms.send")).isFalse();
        identity.in(
                acme,
                () -> logins.accounts.change(kim.id(), new AccountChange(null, null, null, Set.of("sms.send")), null));
        assertThat(caller(token).may("sms.send")).isTrue();
        identity.in(acme, () -> logins.accounts.change(kim.id(), new AccountChange(null, null, null, Set.of()), null));
        assertThat(Tenants.call(acme, () -> logins.service.authenticateBearer(token.token()))
                        .orElseThrow()
                        .caller()
                        .may("sms.send"))
                .isFalse();
    }

    @Test
    void aPersonalTokenEndsWithItsAccount() {
        AccessToken token = personal();
        assertThat(use(acme, token.token())).isPresent();
        identity.in(acme, () -> {
            logins.accounts.remove(kim.id());
            return null;
        });
        assertThat(Tenants.call(acme, () -> logins.service.authenticateBearer(token.token())))
                .isEmpty();
        assertThat(TestIdentity.count("identity.access_token WHERE id = '" + token.id() + "'"))
                .isZero();
    }

    @Test
    void aServiceTokenActsForItselfWithWhatItWasGiven() {
        AccessToken token = service("sms.send");
        Caller caller = caller(token);
        assertThat(caller.accountId()).isEqualTo(token.id());
        assertThat(caller.loginId()).isEqualTo("token:연동");
        assertThat(caller.administrator()).isFalse();
        assertThat(caller.may("sms.send")).isTrue();
        assertThat(caller.may("identity.accounts")).isFalse();
        assertThat(caller.may("operator.addons")).isFalse();
    }

    @Test
    void aTokenIsShownOnceAndKeptAsAHash() {
        AccessToken token = personal();
        AccessToken service = service();
        assertThat(asKim(logins.tokens::personal)).singleElement().satisfies(listed -> {
            assertThat(listed.id()).isEqualTo(token.id());
            assertThat(listed.token()).isNull();
        });
        assertThat(identity.in(acme, logins.tokens::service))
                .singleElement()
                .satisfies(listed -> assertThat(listed.token()).isNull());
        for (String secret : List.of(token.token(), service.token())) {
            assertThat(TestIdentity.count("identity.access_token t WHERE CAST(t AS text) LIKE '%"
                            + secret.substring("dure_".length()) + "%'"))
                    .isZero();
            assertThat(TestIdentity.count("platform.audit a WHERE CAST(a AS text) LIKE '%" + secret + "%'"))
                    .isZero();
        }
    }

    @Test
    void aTokenExpiresOnItsDay() {
        AccessToken token = personal();
        identity.clock.advance(Duration.ofDays(30).minusMinutes(1));
        assertThat(use(acme, token.token())).isPresent();
        identity.clock.advance(Duration.ofMinutes(2));
        assertThat(use(acme, token.token())).isEmpty();
    }

    @Test
    void aRevokedTokenEndsAtOnceAndOnlyItsOwnerRevokesAPersonalOne() {
        AccessToken token = personal();
        assertThat(use(acme, token.token())).isPresent();
        Caller other = new Caller(boss.id(), "boss", "김두레", true, false, Set.of());
        assertThat(catchThrowableOfType(
                        NotFound.class,
                        () -> identity.as(acme, other, () -> {
                            logins.tokens.removePersonal(token.id());
                            return null;
                        })))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        NotFound.class,
                        () -> identity.in(acme, () -> {
                            logins.tokens.removeService(token.id());
                            return null;
                        })))
                .isNotNull();
        asKim(() -> {
            logins.tokens.removePersonal(token.id());
            return null;
        });
        assertThat(Tenants.call(acme, () -> logins.service.authenticateBearer(token.token())))
                .isEmpty();
        AccessToken service = service();
        assertThat(use(acme, service.token())).isPresent();
        identity.in(acme, () -> {
            logins.tokens.removeService(service.id());
            return null;
        });
        assertThat(Tenants.call(acme, () -> logins.service.authenticateBearer(service.token())))
                .isEmpty();
    }

    @Test
    void itsLastUseIsNotedWithTheAddress() {
        AccessToken token = personal();
        assertThat(asKim(logins.tokens::personal).get(0).lastUsedAt()).isNull();
        TestIdentity.from("203.0.113.9", () -> use(acme, token.token()));
        AccessToken used = asKim(logins.tokens::personal).get(0);
        assertThat(used.lastUsedAt()).isNotNull();
        assertThat(used.lastUsedAddress()).isEqualTo("203.0.113.9");
        identity.clock.advance(Duration.ofMinutes(5));
        TestIdentity.from("203.0.113.10", () -> use(acme, token.token()));
        AccessToken again = asKim(logins.tokens::personal).get(0);
        assertThat(again.lastUsedAt()).isAfter(used.lastUsedAt());
        assertThat(again.lastUsedAddress()).isEqualTo("203.0.113.10");
    }

    @Test
    void usesAtTheSameMomentAllSucceed() {
        AccessToken token = personal();
        assertThat(TestIdentity.atOnce(6, () -> use(acme, token.token())))
                .allMatch(answer -> answer instanceof Optional<?> found && found.isPresent());
    }

    @Test
    void aTokenComesInFromAllowedAddressesOnly() {
        AccessToken token = personal();
        AccessToken service = service("sms.send");
        TestPolicies.change(identity, acme, new AccessPolicy(true, List.of("203.0.113.0/24"), Set.of()));
        for (AccessToken each : List.of(token, service)) {
            Problem refused = catchThrowableOfType(
                    Problem.class, () -> TestIdentity.from("198.51.100.1", () -> use(acme, each.token())));
            assertThat(refused.type()).isEqualTo("address-not-allowed");
            assertThat(TestIdentity.from("203.0.113.9", () -> use(acme, each.token())))
                    .isPresent();
        }
        TestPolicies.change(identity, acme, new AccessPolicy(true, List.of("203.0.113.0/24"), Set.of(kim.id())));
        assertThat(TestIdentity.from("198.51.100.1", () -> use(acme, token.token())))
                .isPresent();
    }

    @Test
    void aTokenIsNoneInAnotherCompanyAndNoSession() {
        AccessToken token = personal();
        assertThat(use(identity.company(), token.token())).isEmpty();
        assertThat(Tenants.call(acme, () -> logins.service.authenticate(token.token())))
                .isEmpty();
        assertThat(Tenants.call(acme, () -> logins.service.authenticate("Bearer " + token.token())))
                .isEmpty();
        assertThat(use(acme, token.token() + "x")).isEmpty();
        String session = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(use(acme, session)).isEmpty();
    }

    @Test
    void aSuspendedCompanyLetsTheTokensOfItsAdministratorsInOnly() {
        AccessToken kims = personal();
        AccessToken service = service("sms.send");
        AccessToken bosss = identity.as(
                acme,
                new Caller(boss.id(), "boss", "김두레", true, false, Set.of()),
                () -> logins.tokens.addPersonal(request(null)));
        Tenant suspended = new Tenant(acme.id(), acme.name(), acme.host(), TenantState.SUSPENDED, false);
        assertThat(use(suspended, kims.token())).isEmpty();
        assertThat(use(suspended, service.token())).isEmpty();
        assertThat(use(suspended, bosss.token())).isPresent();
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        for (Instant wrong : new Instant[] {null, in(Duration.ofMinutes(-1)), in(Duration.ofDays(367))}) {
            assertThat(fields(new NewToken("x", Set.of("read:sms"), null, wrong)))
                    .containsExactly("expiresAt");
        }
        for (String wrong : List.of("read", "read:", "delete:sms", "read:sms,write:sms", "read:Sms", "*", "read:a b")) {
            assertThat(fields(new NewToken("x", Set.of(wrong), null, in(Duration.ofDays(1)))))
                    .containsExactly("scopes");
        }
        assertThat(fields(new NewToken(" ", Set.of(), null, null))).containsExactly("name", "scopes", "expiresAt");
        assertThat(fields(new NewToken("x", Set.of("read:sms"), Set.of("sms.send"), in(Duration.ofDays(1)))))
                .containsExactly("permissions");
    }

    private List<String> fields(NewToken wrong) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> asKim(() -> logins.tokens.addPersonal(wrong)));
        return invalid.errors().stream().map(Problem.FieldError::field).toList();
    }

    @Test
    void aTokenMakesNoTokenHoweverMuchItsOwnerMay() {
        AccessToken bosss = identity.as(
                acme,
                new Caller(boss.id(), "boss", "김두레", true, false, Set.of()),
                () -> logins.tokens.addPersonal(request(null)));
        Caller program = caller(bosss);
        assertThat(program.administrator()).isTrue();
        assertThatThrownBy(() -> identity.as(acme, program, () -> logins.tokens.addService(request(Set.of()))))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> identity.as(acme, program, () -> logins.tokens.addPersonal(request(null))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aProgramMakesNoPersonalToken() {
        AccessToken service = service("sms.send");
        Caller program = caller(service);
        Problem refused = catchThrowableOfType(
                Problem.class, () -> identity.as(acme, program, () -> logins.tokens.addPersonal(request(null))));
        assertThat(refused.status()).isEqualTo(403);
    }
}
