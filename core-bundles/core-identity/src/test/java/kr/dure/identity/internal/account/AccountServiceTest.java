package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class AccountServiceTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Tenant bravo = identity.company();
    private final Logins logins = identity.logins;

    private Account add(Tenant tenant, String loginId) {
        return identity.in(tenant, () -> logins.accounts.add(Logins.newAccount(loginId, false)));
    }

    private <P extends Problem> P refused(Class<P> type, Runnable work) {
        return catchThrowableOfType(
                type,
                () -> identity.in(acme, () -> {
                    work.run();
                    return null;
                }));
    }

    private static AccountService.AccountChange rename(String name) {
        return new AccountService.AccountChange(name, null, null, null);
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        Invalid invalid = refused(
                Invalid.class,
                () -> logins.accounts.add(new AccountService.NewAccount(
                        "Kim!", " ", "short", "no address", false, Set.of("Not a permission"), null, false)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("loginId", "name", "password", "externalEmail", "permissions");
        Invalid change = refused(
                Invalid.class,
                () -> logins.accounts.change(
                        UUID.randomUUID(),
                        new AccountService.AccountChange("x".repeat(101), "no address", null, Set.of("a b")),
                        null));
        assertThat(change.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("name", "externalEmail", "permissions");
    }

    @Test
    void aLoginIdExistsOncePerCompany() {
        add(acme, "kim");
        add(bravo, "kim");
        refused(Conflict.class, () -> logins.accounts.add(Logins.newAccount("kim", false)));
        assertThat(TestIdentity.count("identity.account WHERE tenant_id = '" + acme.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void twoWithTheSameLoginIdAtOnceMakeOneAccount() {
        List<Object> answers = TestIdentity.atOnce(6, () -> add(acme, "kim"));
        assertThat(answers.stream().filter(Account.class::isInstance)).hasSize(1);
        assertThat(answers.stream().filter(Conflict.class::isInstance)).hasSize(5);
    }

    @Test
    void additionsAtOnceDoNotSlipPastTheRegisteredSeats() {
        identity.registeredSeats = 3;
        List<String> logins = new ArrayList<>(List.of("a1", "a2", "a3", "a4", "a5", "a6"));
        List<Object> answers = TestIdentity.atOnce(6, () -> {
            String login;
            synchronized (logins) {
                login = logins.remove(0);
            }
            return add(acme, login);
        });
        assertThat(answers.stream().filter(Account.class::isInstance)).hasSize(3);
        assertThat(TestIdentity.count("identity.account WHERE tenant_id = '" + acme.id() + "'"))
                .isEqualTo(3);
    }

    @Test
    void aFurtherSeatIsTakenOnceItIsConfirmed() {
        identity.registeredSeats = 0;
        refused(Conflict.class, () -> logins.accounts.add(Logins.newAccount("kim", false)));
        Account kim = identity.in(
                acme,
                () -> logins.accounts.add(new AccountService.NewAccount(
                        "kim", "김두레", TestIdentity.PASSWORD, null, null, null, null, true)));
        assertThat(kim.permissions()).isEmpty();
        assertThat(kim.administrator()).isFalse();
    }

    @Test
    void aChangeLeavesOutWhatIsNotGivenAndCountsTheVersion() {
        Account kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", true)));
        AccountService.Versioned changed =
                identity.in(acme, () -> logins.accounts.change(kim.id(), rename("김마을"), null));
        assertThat(changed.account().name()).isEqualTo("김마을");
        assertThat(changed.account().externalEmail()).isEqualTo("kim@mail.example");
        assertThat(changed.account().administrator()).isTrue();
        Problem stale =
                refused(Problem.class, () -> logins.accounts.change(kim.id(), rename("옛 이름"), changed.version() - 1));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(identity.in(acme, () -> logins.accounts.get(kim.id()))
                        .account()
                        .name())
                .isEqualTo("김마을");
    }

    @Test
    void grantedPermissionsHoldAtTheNextRequestOfARunningSession() {
        Account kim = add(acme, "kim");
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(logins.holds(acme, token)).isTrue();
        identity.in(
                acme,
                () -> logins.accounts.change(
                        kim.id(), new AccountService.AccountChange(null, null, null, Set.of("sms.send")), null));
        Caller caller = kr.dure.tenant.Tenants.call(acme, () -> logins.service.authenticate(token))
                .orElseThrow()
                .caller();
        assertThat(caller.may("sms.send")).isTrue();
        assertThat(caller.may("operator.addons")).isFalse();
    }

    @Test
    void theLastAdministratorStays() {
        Account one = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("one", true)));
        Account two = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("two", true)));
        identity.in(acme, () -> {
            logins.accounts.remove(one.id());
            return null;
        });
        refused(Conflict.class, () -> logins.accounts.remove(two.id()));
        refused(
                Conflict.class,
                () -> logins.accounts.change(
                        two.id(), new AccountService.AccountChange(null, null, false, null), null));
        assertThat(identity.in(acme, () -> logins.accounts.get(two.id()))
                        .account()
                        .administrator())
                .isTrue();
    }

    @Test
    void aRemovedAccountLosesItsSessionsAtOnce() {
        identity.in(acme, () -> logins.accounts.add(Logins.newAccount("admin", true)));
        Account kim = add(acme, "kim");
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(logins.holds(acme, token)).isTrue();
        identity.in(acme, () -> {
            logins.accounts.remove(kim.id());
            return null;
        });
        assertThat(logins.holds(acme, token)).isFalse();
    }

    @Test
    void nobodyRemovesTheAccountTheyUse() {
        Account kim = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("kim", true)));
        Caller self = new Caller(kim.id(), "kim", "김두레", true, false, Set.of());
        Conflict conflict = catchThrowableOfType(
                Conflict.class,
                () -> identity.as(acme, self, () -> {
                    logins.accounts.remove(kim.id());
                    return null;
                }));
        assertThat(conflict).isNotNull();
    }

    @Test
    void anotherCompanysAccountIsNotThere() {
        UUID foreign = add(bravo, "kim").id();
        refused(NotFound.class, () -> logins.accounts.get(foreign));
        refused(NotFound.class, () -> logins.accounts.change(foreign, rename("x"), null));
        refused(NotFound.class, () -> logins.accounts.remove(foreign));
        refused(NotFound.class, () -> logins.accounts.setPassword(foreign, "a fresh password"));
        assertThat(identity.in(acme, () -> logins.accounts.list(null, 50)).items())
                .isEmpty();
        assertThat(identity.in(bravo, () -> logins.accounts.get(foreign))
                        .account()
                        .name())
                .isEqualTo("김두레");
    }

    @Test
    void aPrivateAddressIsForItsOwnerAndTheAdministrator() {
        Account kim = add(acme, "kim");
        Caller self = new Caller(kim.id(), "kim", "김두레", false, false, Set.of());
        Caller colleague = new Caller(UUID.randomUUID(), "lee", "이마을", false, false, Set.of());
        assertThat(identity.as(acme, self, () -> logins.accounts.get(kim.id()))
                        .account()
                        .externalEmail())
                .isEqualTo("kim@mail.example");
        assertThat(identity.as(acme, colleague, () -> logins.accounts.get(kim.id()))
                        .account()
                        .externalEmail())
                .isNull();
        assertThat(identity.as(acme, colleague, () -> logins.accounts.list(null, 50))
                        .items())
                .extracting(Account::externalEmail)
                .containsOnlyNulls();
        assertThat(identity.in(acme, () -> logins.accounts.list(null, 50)).items())
                .extracting(Account::externalEmail)
                .containsExactly("kim@mail.example");
    }

    @Test
    void pagesLeaveNothingOutAndRepeatNothing() {
        for (int i = 0; i < 7; i++) {
            add(acme, "user" + i);
        }
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            UUID from = after == null ? null : UUID.fromString(after);
            Page<Account> page = identity.in(acme, () -> logins.accounts.list(from, 3));
            page.items().forEach(account -> seen.add(account.loginId()));
            after = page.next();
        } while (after != null);
        assertThat(seen).containsExactly("user0", "user1", "user2", "user3", "user4", "user5", "user6");
    }
}
