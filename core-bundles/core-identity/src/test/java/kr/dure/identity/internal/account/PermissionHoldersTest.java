package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.account.AccountService.NewAccount;
import kr.dure.identity.internal.organisation.PermissionHoldersImpl;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

class PermissionHoldersTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final PermissionHoldersImpl holders = new PermissionHoldersImpl(TestIdentity.tx(), identity.clock);

    private UUID account(String name, boolean administrator) {
        return identity.in(
                acme,
                () -> identity.logins
                        .accounts
                        .add(new NewAccount(
                                name, name, TestIdentity.PASSWORD, null, administrator, Set.of(), null, false))
                        .id());
    }

    private void sql(String sql, UUID id) {
        identity.in(
                acme,
                () -> TestIdentity.tx()
                        .write(session -> session.entities()
                                .createNativeQuery(sql)
                                .setParameter(1, id)
                                .executeUpdate()));
    }

    @Test
    void administratorsAndWhoeverWasGivenThePermissionHoldItUntilTheyLeave() {
        var before = identity.in(acme, () -> holders.of("billing.manage", 100));
        UUID boss = account("boss", true);
        UUID byRole = account("by-role", false);
        UUID singly = account("singly", false);
        UUID other = account("other", false);
        UUID role = UUID.randomUUID();
        sql(
                "INSERT INTO role (id, name, permissions, version) VALUES (?1, 'Money', 'billing.manage billing.read', 1)",
                role);
        sql("INSERT INTO account_role (account_id, role_id) SELECT ?1, id FROM role WHERE name = 'Money'", byRole);
        sql("UPDATE account SET permissions = 'audit.read billing.manage' WHERE id = ?1", singly);
        sql("UPDATE account SET permissions = 'billing.manager' WHERE id = ?1", other);
        assertThat(identity.in(acme, () -> holders.of("billing.manage", 100)))
                .containsAll(before)
                .contains(boss, byRole, singly)
                .doesNotContain(other);
        assertThat(identity.in(acme, () -> holders.of("billing.manage", 2))).hasSize(2);
        sql("UPDATE person SET left_on = DATE '2020-01-01' WHERE id = ?1", byRole);
        assertThat(identity.in(acme, () -> holders.of("billing.manage", 100))).doesNotContain(byRole);
        Tenant bravo = identity.company();
        assertThat(identity.in(bravo, () -> holders.of("billing.manage", 100))).doesNotContain(boss, singly);
    }
}
