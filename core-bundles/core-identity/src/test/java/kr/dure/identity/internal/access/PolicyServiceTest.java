package kr.dure.identity.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.LoginPolicy.SecondFactorDemand;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class PolicyServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();

    private static AccessPolicy office(UUID... exempt) {
        return new AccessPolicy(true, List.of("203.0.113.0/24", "2001:db8::/32"), Set.of(exempt));
    }

    private AccessPolicy change(String address, AccessPolicy policy, boolean confirm) {
        return TestIdentity.from(
                address,
                () -> identity.in(
                        acme,
                        () -> identity.policies.change(policy, null, confirm).policy()));
    }

    private Problem refusedFrom(String address, UUID account) {
        return catchThrowableOfType(
                Problem.class,
                () -> TestIdentity.from(
                        address,
                        () -> Tenants.call(acme, () -> {
                            identity.policies.requireAddress(account);
                            return null;
                        })));
    }

    @Test
    void whoWouldLockHimselfOutIsToldAndMayInsist() {
        Problem lockout = catchThrowableOfType(Problem.class, () -> change("198.51.100.1", office(), false));
        assertThat(lockout.status()).isEqualTo(409);
        assertThat(lockout.type()).isEqualTo("lockout");
        assertThat(lockout.members()).containsEntry("address", "198.51.100.1");
        assertThat(change("203.0.113.50", office(), false).enabled()).isTrue();
        assertThat(change("198.51.100.1", office(), true).enabled()).isTrue();
    }

    @Test
    void otherAddressesAreRefusedButForExemptUsers() {
        change("203.0.113.50", office(), false);
        UUID anybody = UUID.randomUUID();
        assertThat(refusedFrom("203.0.113.9", anybody)).isNull();
        assertThat(refusedFrom("2001:db8:1::9", anybody)).isNull();
        assertThat(refusedFrom("198.51.100.1", anybody).type()).isEqualTo("address-not-allowed");
        assertThat(refusedFrom("198.51.100.1", anybody).status()).isEqualTo(403);
    }

    @Test
    void whileItIsOffEverybodyComesIn() {
        change("198.51.100.1", new AccessPolicy(false, List.of("203.0.113.0/24"), Set.of()), false);
        assertThat(refusedFrom("198.51.100.1", UUID.randomUUID())).isNull();
    }

    @Test
    void everyRangeAtFaultIsNamedAndAnUnknownExemptUserToo() {
        AccessPolicy wrong =
                new AccessPolicy(true, Arrays.asList("203.0.113.0/24", "everyone", null, "1.2.3.4/99"), Set.of());
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> change("203.0.113.50", wrong, false));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("allowed[1]", "allowed[2]", "allowed[3]");
        Invalid unknown =
                catchThrowableOfType(Invalid.class, () -> change("203.0.113.50", office(UUID.randomUUID()), false));
        assertThat(unknown.errors()).extracting(Problem.FieldError::field).containsExactly("exemptAccountIds");
    }

    @Test
    void aStaleChangeIsRefused() {
        change("203.0.113.50", office(), false);
        Problem stale = catchThrowableOfType(
                Problem.class, () -> identity.in(acme, () -> identity.policies.change(office(), 0, true)));
        assertThat(stale.status()).isEqualTo(412);
    }

    @Test
    void aLoginPolicyOutsideItsBoundsNamesEveryField() {
        LoginPolicy wrong = new LoginPolicy(7, 4, 721, null, false);
        Invalid invalid = catchThrowableOfType(
                Invalid.class, () -> identity.in(acme, () -> identity.policies.change(wrong, null)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("minPasswordLength", "idleMinutes", "absoluteHours", "secondFactor");
    }

    @Test
    void anotherCompanyKeepsItsOwnRules() {
        Tenant bravo = identity.company();
        TestPolicies.change(identity, acme, new LoginPolicy(12, 30, 8, SecondFactorDemand.ALL, true));
        assertThat(Tenants.call(bravo, identity.policies::login)).isEqualTo(LoginPolicy.DEFAULT);
        assertThat(Tenants.call(acme, identity.policies::login).minPasswordLength())
                .isEqualTo(12);
    }
}
