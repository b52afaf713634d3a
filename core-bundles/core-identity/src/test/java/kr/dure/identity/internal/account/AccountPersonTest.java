package kr.dure.identity.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.account.AccountService.AccountChange;
import kr.dure.identity.internal.account.AccountService.NewAccount;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** An account and its person come, change and go in one transaction. */
class AccountPersonTest {
    private final TestIdentity identity = new TestIdentity();
    private final Tenant acme = identity.company();
    private final AccountService accounts = identity.logins.accounts;
    private final Organisation organisation = identity.organisation.organisation();

    private UUID add(String loginId, UUID department) {
        return identity.in(
                acme,
                () -> accounts.add(new NewAccount(
                                loginId, "김두레", TestIdentity.PASSWORD, null, true, Set.of(), department, false))
                        .id());
    }

    private List<Post> posts(UUID person) {
        return identity.in(acme, () -> organisation.posts(person, organisation.today()));
    }

    private Person person(UUID id) {
        return identity.in(acme, () -> organisation.person(id)).orElseThrow();
    }

    @Test
    void whoGetsAnAccountIsAPersonInTheDepartmentThatIsGiven() {
        UUID sales = identity.in(acme, () -> identity.organisation.department("영업부", null));
        UUID kim = add("kim", sales);
        assertThat(person(kim).name()).isEqualTo("김두레");
        assertThat(posts(kim)).extracting(Post::departmentId).containsExactly(sales);
        assertThat(posts(add("lee", null))).isEmpty();
    }

    @Test
    void aDepartmentThatIsNotThereLeavesNeitherAccountNorPerson() {
        Invalid refused = catchThrowableOfType(Invalid.class, () -> add("kim", UUID.randomUUID()));
        assertThat(refused.errors()).extracting(Problem.FieldError::field).containsExactly("departmentId");
        assertThat(TestIdentity.count("identity.account WHERE tenant_id = '" + acme.id() + "'"))
                .isZero();
        assertThat(TestIdentity.count("identity.person WHERE tenant_id = '" + acme.id() + "'"))
                .isZero();
    }

    @Test
    void aNewNameIsThePersonsToo() {
        UUID kim = add("kim", null);
        identity.in(acme, () -> accounts.change(kim, new AccountChange("김마을", null, null, null), null));
        assertThat(person(kim).name()).isEqualTo("김마을");
    }

    @Test
    void whoLosesTheAccountLeavesTheCompanyAndTheHistoryStays() {
        UUID sales = identity.in(acme, () -> identity.organisation.department("영업부", null));
        UUID kim = add("kim", sales);
        add("lee", null);
        identity.in(acme, () -> {
            accounts.remove(kim);
            return null;
        });
        assertThat(person(kim).leftOn()).isEqualTo(organisation.today());
        assertThat(posts(kim)).isEmpty();
    }

    @Test
    void aRemovalThatIsRefusedLeavesThePersonInPlace() {
        UUID sales = identity.in(acme, () -> identity.organisation.department("영업부", null));
        UUID kim = add("kim", sales);
        assertThat(catchThrowableOfType(
                        Conflict.class,
                        () -> identity.in(acme, () -> {
                            accounts.remove(kim);
                            return null;
                        })))
                .as("the last administrator")
                .isNotNull();
        assertThat(person(kim).leftOn()).isNull();
        assertThat(posts(kim)).hasSize(1);
    }
}
