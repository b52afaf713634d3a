package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Addressees.Addressee;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.account.AccountService.NewAccount;
import kr.dure.identity.internal.organisation.AddresseesImpl;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

class AddresseesTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final AddresseesImpl addressees = new AddresseesImpl(TestIdentity.tx(), identity.clock);

    private Addressee find(UUID account) {
        return identity.in(acme, () -> addressees.find(List.of(account, UUID.randomUUID()))).stream()
                .reduce((one, other) -> {
                    throw new AssertionError("more than one");
                })
                .orElseThrow();
    }

    private void set(UUID person, String change) {
        identity.in(
                acme,
                () -> TestIdentity.tx()
                        .write(session -> session.entities()
                                .createNativeQuery("UPDATE person SET " + change + " WHERE id = ?1")
                                .setParameter(1, person)
                                .executeUpdate()));
    }

    @Test
    void peopleAreFoundWithWhereTheyAreReachedUntilTheyLeave() {
        UUID kim = identity.in(
                acme,
                () -> identity.logins
                        .accounts
                        .add(new NewAccount(
                                "kim", "김두레", TestIdentity.PASSWORD, "kim@example.com", true, Set.of(), null, false))
                        .id());
        assertThat(find(kim)).isEqualTo(new Addressee(kim, "김두레", "kim@example.com", null, false));
        set(kim, "mobile = '010-1234-5678', left_on = current_date + 10");
        assertThat(find(kim).mobile()).isEqualTo("010-1234-5678");
        assertThat(find(kim).left()).isFalse();
        set(kim, "left_on = DATE '2020-01-01'");
        assertThat(find(kim).left()).isTrue();
        Tenant other = identity.company();
        assertThat(identity.in(other, () -> addressees.find(List.of(kim)))).isEmpty();
        assertThat(identity.in(acme, () -> addressees.find(List.of()))).isEmpty();
    }
}
