package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.account.AccountService.AccountChange;
import kr.dure.identity.internal.account.AccountService.NewAccount;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** Roles, and administrators with a part of the rights, against those who want more than they have. */
class RoleServiceTest {
    private static final Set<String> PART = Set.of("identity.accounts", "identity.roles", "identity.security");

    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final Logins logins = identity.logins;
    private final Account boss = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("boss", true)));
    private final Account part = account("part", PART);

    private Account account(String loginId, Set<String> permissions) {
        return identity.in(
                acme,
                () -> logins.accounts.add(new NewAccount(
                        loginId,
                        "김두레",
                        TestIdentity.PASSWORD,
                        loginId + "@mail.example",
                        false,
                        permissions,
                        null,
                        false)));
    }

    private Role role(String name, String... permissions) {
        return identity.in(acme, () -> logins.roles.add(name, Set.of(permissions)))
                .role();
    }

    private void give(Account account, Role... roles) {
        identity.in(acme, () -> logins.accounts.giveRoles(account.id(), ids(roles)));
    }

    private static Set<UUID> ids(Role... roles) {
        return Arrays.stream(roles).map(Role::id).collect(Collectors.toSet());
    }

    private Caller caller(String loginId) {
        String token = logins.login(acme, loginId, TestIdentity.PASSWORD).sessionToken();
        return Tenants.call(
                acme, () -> logins.service.authenticate(token).orElseThrow().caller());
    }

    private <T> T as(Account account, Supplier<T> work) {
        return identity.as(acme, caller(account.loginId()), work);
    }

    private void forbidden(Account account, Supplier<?> work) {
        Caller caller = caller(account.loginId());
        assertThat(catchThrowableOfType(Problem.class, () -> identity.as(acme, caller, work)))
                .isInstanceOf(Forbidden.class);
    }

    private static AccountChange permissions(String... names) {
        return new AccountChange(null, null, null, Set.of(names));
    }

    @Test
    void aRoleGivesItsPermissionsToWhoeverHasItAndTakesThemWithIt() {
        Account kim = account("kim", Set.of());
        Role sender = role("문자 담당", "sms.send");
        assertThat(caller("kim").may("sms.send")).isFalse();
        give(kim, sender);
        String token = logins.login(acme, "kim", TestIdentity.PASSWORD).sessionToken();
        assertThat(logins.as(acme, token, () -> Callers.current().may("sms.send")))
                .isTrue();
        identity.in(acme, () -> logins.roles.change(sender.id(), "문자 담당", Set.of(), null));
        Caller now = Tenants.call(
                acme, () -> logins.service.authenticate(token).orElseThrow().caller());
        assertThat(now.may("sms.send")).isFalse();
        assertThat(now.may("everyone.may")).isTrue();
    }

    @Test
    void aRoleThatSomebodyHasIsNotRemoved() {
        Account kim = account("kim", Set.of());
        Role sender = role("문자 담당", "sms.send");
        give(kim, sender);
        assertThat(catchThrowableOfType(
                        Conflict.class,
                        () -> identity.in(acme, () -> {
                            logins.roles.remove(sender.id());
                            return null;
                        })))
                .isNotNull();
        give(kim);
        identity.in(acme, () -> {
            logins.roles.remove(sender.id());
            return null;
        });
        assertThat(identity.in(acme, logins.roles::list)).isEmpty();
    }

    @Test
    void aPermissionThatNobodyKnowsIsRefusedEverywhere() {
        Set<String> unknown = Set.of("sms.send", "payroll.see");
        for (Supplier<?> work : List.<Supplier<?>>of(
                () -> logins.roles.add("x", unknown),
                () -> logins.accounts.change(part.id(), new AccountChange(null, null, null, unknown), null),
                () -> logins.accounts.add(
                        new NewAccount("kim", "김두레", TestIdentity.PASSWORD, null, false, unknown, null, false)),
                () -> logins.tokens.addService(new AccessTokenService.NewToken(
                        "x",
                        Set.of("read:sms"),
                        unknown,
                        identity.clock.instant().plusSeconds(60))))) {
            Invalid invalid = catchThrowableOfType(Invalid.class, () -> identity.in(acme, work));
            assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("permissions");
            assertThat(invalid.errors().get(0).message().en())
                    .contains("payroll.see")
                    .doesNotContain("sms.send");
        }
        for (String wrong : List.of("operator.addons", "Sms.Send", "sms send", "")) {
            assertThat(catchThrowableOfType(
                            Invalid.class, () -> identity.in(acme, () -> logins.roles.add("x", Set.of(wrong)))))
                    .isNotNull();
        }
        assertThat(catchThrowableOfType(
                        Invalid.class,
                        () -> identity.in(acme, () -> logins.roles.add("x", Collections.singleton(null)))))
                .isNotNull();
    }

    @Test
    void aPermissionWhoseAppIsAwayStaysWhereItWasGiven() {
        Role sender = role("문자 담당", "sms.send");
        TestIdentity.sql("UPDATE identity.role SET permissions = 'gone.app sms.send' WHERE id = '" + sender.id() + "'");
        Role renamed = identity.in(
                        acme, () -> logins.roles.change(sender.id(), "담당", Set.of("gone.app", "sms.send"), null))
                .role();
        assertThat(renamed.permissions()).containsExactly("gone.app", "sms.send");
        assertThat(identity.in(acme, () -> logins.roles.change(sender.id(), "담당", Set.of("sms.send"), null))
                        .role()
                        .permissions())
                .containsExactly("sms.send");
    }

    @Test
    void whoHasAPartGivesNobodyMoreThanThatPart() {
        Account kim = account("kim", Set.of());
        Role sender = role("문자 담당", "sms.send");
        forbidden(part, () -> logins.accounts.change(kim.id(), permissions("sms.send"), null));
        forbidden(part, () -> logins.accounts.change(part.id(), permissions("identity.accounts", "sms.send"), null));
        forbidden(part, () -> logins.accounts.change(kim.id(), new AccountChange(null, null, true, null), null));
        forbidden(part, () -> logins.accounts.change(part.id(), new AccountChange(null, null, true, null), null));
        forbidden(part, () -> logins.accounts.giveRoles(kim.id(), Set.of(sender.id())));
        forbidden(part, () -> logins.accounts.giveRoles(part.id(), Set.of(sender.id())));
        forbidden(part, () -> logins.roles.add("더", Set.of("sms.send")));
        forbidden(
                part,
                () -> logins.accounts.add(
                        new NewAccount("new", "새 사람", TestIdentity.PASSWORD, null, true, Set.of(), null, false)));
        forbidden(
                part,
                () -> logins.accounts.add(new NewAccount(
                        "new", "새 사람", TestIdentity.PASSWORD, null, false, Set.of("sms.send"), null, false)));
        forbidden(
                part,
                () -> logins.tokens.addService(new AccessTokenService.NewToken(
                        "x",
                        Set.of("read:sms"),
                        Set.of("sms.send"),
                        identity.clock.instant().plusSeconds(60))));
        as(part, () -> logins.accounts.change(kim.id(), permissions("identity.accounts"), null));
        assertThat(caller("kim").may("identity.accounts")).isTrue();
        assertThat(caller("part").may("sms.send")).isFalse();
        assertThat(caller("part").administrator()).isFalse();
    }

    @Test
    void whoHasAPartDoesNotStretchARoleThatHeHasNorCutOneOfOthers() {
        Role own = role("부분", "identity.roles");
        give(part, own);
        forbidden(part, () -> logins.roles.change(own.id(), "부분", Set.of("identity.roles", "sms.send"), null));
        Role others = role("문자 담당", "sms.send", "identity.accounts");
        forbidden(part, () -> logins.roles.change(others.id(), "문자 담당", Set.of("identity.accounts"), null));
        forbidden(part, () -> {
            logins.roles.remove(others.id());
            return null;
        });
        as(part, () -> logins.roles.change(others.id(), "문자와 계정", Set.of("sms.send"), null));
        assertThat(identity.in(acme, () -> logins.roles.get(others.id())).role().permissions())
                .containsExactly("sms.send");
    }

    @Test
    void whoHasAPartTouchesNobodyWhoHasMore() {
        Account sender = account("sender", Set.of("sms.send"));
        Account byRole = account("byrole", Set.of());
        give(byRole, role("문자 담당", "sms.send"));
        UUID session = Tenants.call(acme, () -> {
            logins.service.login("boss", TestIdentity.PASSWORD, null);
            return identity.in(acme, () -> logins.sessions.of(boss.id(), null))
                    .get(0)
                    .id();
        });
        for (Account more : List.of(boss, sender, byRole)) {
            UUID id = more.id();
            forbidden(part, () -> {
                logins.accounts.setPassword(id, "an entirely new one");
                return null;
            });
            forbidden(part, () -> logins.accounts.change(id, new AccountChange("새 이름", null, null, null), null));
            forbidden(
                    part,
                    () -> logins.accounts.change(id, new AccountChange(null, "part@mail.example", null, null), null));
            forbidden(part, () -> logins.accounts.change(id, permissions(), null));
            forbidden(part, () -> logins.accounts.change(id, new AccountChange(null, null, false, null), null));
            forbidden(part, () -> logins.accounts.giveRoles(id, Set.of()));
            forbidden(part, () -> {
                logins.accounts.remove(id);
                return null;
            });
            forbidden(part, () -> {
                logins.factors.reset(id);
                return null;
            });
            forbidden(part, () -> {
                logins.sessions.endAll(id, null);
                return null;
            });
            forbidden(part, () -> {
                logins.sessions.end(id, session);
                return null;
            });
        }
        assertThat(Tenants.call(acme, () -> identity.login("boss"))).isTrue();
    }

    @Test
    void whoLosesHisRightsLosesThemAtTheNextRequest() {
        String token = logins.login(acme, "part", TestIdentity.PASSWORD).sessionToken();
        assertThat(Tenants.call(acme, () -> logins.service.authenticate(token))).isPresent();
        identity.in(acme, () -> logins.accounts.change(part.id(), permissions(), null));
        assertThat(Tenants.call(
                                acme,
                                () -> logins.service
                                        .authenticate(token)
                                        .orElseThrow()
                                        .caller())
                        .may("identity.accounts"))
                .isFalse();
    }

    @Test
    void ofTwoLastAdministratorsWhoDropEachOtherOneStays() {
        Account other = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("other", true)));
        List<UUID> both = List.of(boss.id(), other.id());
        AtomicInteger turn = new AtomicInteger();
        List<Object> answers = TestIdentity.atOnce(2, () -> {
            UUID id = both.get(turn.getAndIncrement());
            return identity.in(
                    acme, () -> logins.accounts.change(id, new AccountChange(null, null, false, null), null));
        });
        assertThat(answers.stream().filter(Conflict.class::isInstance)).hasSize(1);
        assertThat(TestIdentity.count("identity.account WHERE administrator AND tenant_id = '" + acme.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void ofTwoLastAdministratorsOneRemovedAndOneDroppedAtTheSameMomentOneStays() {
        Account other = identity.in(acme, () -> logins.accounts.add(Logins.newAccount("other", true)));
        AtomicInteger turn = new AtomicInteger();
        TestIdentity.atOnce(
                2,
                () -> identity.in(acme, () -> {
                    if (turn.getAndIncrement() == 0) {
                        logins.accounts.remove(boss.id());
                        return null;
                    }
                    return logins.accounts.change(other.id(), new AccountChange(null, null, false, null), null);
                }));
        assertThat(TestIdentity.count("identity.account WHERE administrator AND tenant_id = '" + acme.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aChangeOfRolesIsAnotherVersionOfTheAccount() {
        Account kim = account("kim", Set.of());
        int seen = identity.in(acme, () -> logins.accounts.get(kim.id())).version();
        give(kim, role("문자 담당", "sms.send"));
        assertThat(identity.in(acme, () -> logins.accounts.get(kim.id())).version())
                .isGreaterThan(seen);
    }

    @Test
    void aStaleChangeOfARoleIsRefused() {
        Role sender = role("문자 담당", "sms.send");
        int seen = identity.in(acme, () -> logins.roles.get(sender.id())).version();
        identity.in(acme, () -> logins.roles.change(sender.id(), "담당", Set.of("sms.send"), seen));
        Problem stale = catchThrowableOfType(
                Problem.class, () -> identity.in(acme, () -> logins.roles.change(sender.id(), "옛 이름", Set.of(), seen)));
        assertThat(stale.status()).isEqualTo(412);
    }

    @Test
    void aNameIsGivenToOneRoleAndEveryFieldAtFaultIsNamed() {
        role("문자 담당", "sms.send");
        assertThat(catchThrowableOfType(Conflict.class, () -> role("문자 담당"))).isNotNull();
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> identity.in(acme, () -> logins.roles.add(" ", null)));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("name", "permissions");
        Invalid empty = catchThrowableOfType(
                Invalid.class,
                () -> identity.in(acme, () -> logins.accounts.giveRoles(part.id(), Collections.singleton(null))));
        assertThat(empty.errors()).extracting(Problem.FieldError::field).containsExactly("roleIds");
    }

    @Test
    void anotherCompanysRoleIsNotThere() {
        Role sender = role("문자 담당", "sms.send");
        Tenant bravo = identity.company();
        Account foreign = identity.in(bravo, () -> logins.accounts.add(Logins.newAccount("kim", false)));
        for (Supplier<?> work : List.<Supplier<?>>of(
                () -> logins.roles.get(sender.id()),
                () -> logins.roles.change(sender.id(), "x", Set.of(), null),
                () -> logins.accounts.giveRoles(foreign.id(), Set.of(sender.id())))) {
            assertThat(catchThrowableOfType(NotFound.class, () -> identity.in(bravo, work)))
                    .isNotNull();
        }
        assertThat(identity.in(bravo, logins.roles::list)).isEmpty();
    }

    @Test
    void everyGrantIsAuditedWithBeforeAndAfter() {
        give(part, role("문자 담당", "sms.send"));
        assertThat(TestIdentity.count("platform.audit WHERE action = 'identity.account.roles' AND before IS NOT NULL"
                        + " AND after IS NOT NULL AND tenant_id = '" + acme.id() + "'"))
                .isEqualTo(1);
    }
}
