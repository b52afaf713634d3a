package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.account.AccountsImpl;
import kr.dure.job.JobRun;
import kr.dure.metering.Holding;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class TenantDeletionTest {
    private final TestIdentity identity = new TestIdentity();
    private final TenantDeletion deletion =
            new TenantDeletion(TestIdentity.tx(), identity.clock, identity.directory, identity);
    private final String name = TestIdentity.freshName();
    private final UUID id = signUp(name);
    private final Tenant tenant = identity.directory.find(id).orElseThrow();

    private UUID signUp(String name) {
        return Tenants.call(
                        identity.operator,
                        () -> identity.signUps.signUp(new SignUp(
                                new SignUp.Company("두레상사", "220-81-62517"),
                                new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                                new SignUp.Host("shared", name, null, null),
                                new SignUp.Admin("kim", TestIdentity.PASSWORD),
                                List.of("groupware"),
                                30,
                                null,
                                null,
                                null)))
                .tenantId();
    }

    private TenantService.Details become(TenantState state) {
        return Tenants.call(
                identity.operator,
                () -> identity.tenants.changeState(id, new TenantService.NewState(state, "해지 신청", null)));
    }

    private void run() {
        deletion.run(new JobRun("", "", identity.clock.instant(), 0));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(identity.clock.instant(), DomainService.SEOUL);
    }

    private void hold(String key) {
        Tenants.run(
                tenant, () -> TestIdentity.tx().run(session -> session.hold(new Holding("multidomain", key, today()))));
    }

    private long rows(String table, String condition) {
        return TestIdentity.count(table + " WHERE tenant_id = '" + id + "'" + condition);
    }

    private long rows(String table) {
        return rows(table, "");
    }

    @Test
    void onItsDayTheNamesGoBackAndThePeopleAreForgotten() {
        identity.in(tenant, () -> {
            identity.logins.add("lee");
            return null;
        });
        identity.in(tenant, () -> identity.login("lee"));
        assertThat(rows("identity.session")).isPositive();
        become(TenantState.CLOSED);
        identity.clock.advance(Duration.ofDays(89));
        run();
        assertThat(rows("identity.account")).isEqualTo(2);
        identity.clock.advance(Duration.ofDays(1));
        run();
        for (String table : List.of(
                "account",
                "session",
                "access_token",
                "password_history",
                "second_factor",
                "recovery_code",
                "mail_address",
                "login_attempt",
                "tenant_mail",
                "operator_consent")) {
            assertThat(rows("identity." + table)).as(table).isZero();
        }
        assertThat(rows(
                        "identity.company",
                        " AND contact_name = '' AND contact_email = '' AND contact_phone = ''"
                                + " AND business_number LIKE '220%'"))
                .isEqualTo(1);
        assertThat(identity.directory.findByHost(name + ".localhost")).isEmpty();
        assertThat(rows("platform.host", " AND free_on = '" + today().plusDays(90) + "'"))
                .isEqualTo(1);
        assertThat(rows("platform.mail_domain", " AND free_on = '" + today().plusDays(90) + "'"))
                .isEqualTo(1);
        assertThat(rows("identity.domain", " AND removed_at IS NULL")).isZero();
        assertThat(rows("platform.audit", " AND action = 'identity.tenant.deleted'"))
                .isEqualTo(1);
        assertThat(rows("platform.audit", " AND action <> 'identity.tenant.deleted'"))
                .isPositive();
        assertThat(rows("platform.outbox", " AND type = 'identity.tenant-deleted/1'"))
                .isEqualTo(1);
        assertThat(Tenants.call(tenant, () -> new ContactsImpl(TestIdentity.tx()).find()))
                .isEmpty();
    }

    @Test
    void itIsDoneOnceHoweverOftenTheJobRuns() {
        become(TenantState.CLOSED);
        identity.clock.advance(Duration.ofDays(90));
        TestIdentity.atOnce(3, () -> {
            run();
            return null;
        });
        identity.clock.advance(Duration.ofDays(30));
        run();
        assertThat(rows("platform.audit", " AND action = 'identity.tenant.deleted'"))
                .isEqualTo(1);
        assertThat(rows("platform.host", " AND free_on = '" + today().plusDays(60) + "'"))
                .isEqualTo(1);
    }

    @Test
    void theNameIsFreeForOthersOnlyAfterTheWaitingTime() {
        become(TenantState.CLOSED);
        identity.clock.advance(Duration.ofDays(90));
        run();
        assertThatThrownBy(() -> signUp(name)).isInstanceOf(Problem.class);
        identity.clock.advance(Duration.ofDays(91));
        assertThat(signUp(name)).isNotEqualTo(id);
    }

    @Test
    void whoIsDeletedDoesNotComeBack() {
        become(TenantState.CLOSED);
        identity.clock.advance(Duration.ofDays(90));
        run();
        Problem problem = catchThrowableOfType(Problem.class, () -> become(TenantState.OPEN));
        assertThat(problem.type()).isEqualTo("deletion-due");
    }

    @Test
    void othersStayAsTheyAre() {
        UUID other = signUp(TestIdentity.freshName());
        become(TenantState.CLOSED);
        identity.clock.advance(Duration.ofDays(90));
        run();
        assertThat(TestIdentity.count("identity.account WHERE tenant_id = '" + other + "'"))
                .isEqualTo(1);
        assertThat(TestIdentity.count("platform.host WHERE free_on IS NULL AND tenant_id = '" + other + "'"))
                .isEqualTo(1);
    }

    @Test
    void whatWasBegunAndKilledIsDoneWhollyTheNextTime() {
        become(TenantState.CLOSED);
        // As a company that was closed before its charges ended with that.
        Tenants.run(
                tenant,
                () -> TestIdentity.tx()
                        .run(session -> session.entities()
                                .createNativeQuery("DELETE FROM identity.tenant_end")
                                .executeUpdate()));
        hold("gw.b.co.kr");
        identity.clock.advance(Duration.ofDays(90));
        identity.subscriptionsBroken = true;
        assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
        assertThat(rows("identity.account")).isEqualTo(1);
        assertThat(rows("platform.holding", " AND last_date IS NULL")).isEqualTo(1);
        identity.subscriptionsBroken = false;
        run();
        assertThat(rows("identity.account")).isZero();
        assertThat(rows("platform.holding", " AND last_date = '" + today().minusDays(90) + "'"))
                .isEqualTo(1);
    }

    @Test
    void chargesEndWithTheDayOfTheClosing() {
        hold("gw.b.co.kr");
        identity.clock.advance(Duration.ofDays(3));
        become(TenantState.CLOSED);
        assertThat(rows("platform.holding", " AND last_date = '" + today() + "'"))
                .isEqualTo(1);
        assertThat(identity.ended).singleElement().asString().startsWith("closed " + id);
        identity.clock.advance(Duration.ofDays(1));
        become(TenantState.CLOSED);
        assertThat(identity.ended).hasSize(1);
    }

    @Test
    void whoComesBackIsChargedAgainForWhatTheClosingEnded() {
        hold("given.back.kr");
        hold("gw.b.co.kr");
        Tenants.run(
                tenant,
                () -> TestIdentity.tx().run(session -> session.release("multidomain", "given.back.kr", today())));
        become(TenantState.CLOSED);
        String closedAt = identity.ended.get(0).substring(("closed " + id + " ").length());
        identity.clock.advance(Duration.ofDays(10));
        become(TenantState.OPEN);
        assertThat(rows("platform.holding", " AND last_date IS NULL AND from_date = '" + today() + "'"))
                .isEqualTo(1);
        assertThat(identity.ended).last().isEqualTo("reopened " + id + " " + closedAt);
        become(TenantState.CLOSED);
        assertThat(identity.ended).hasSize(3);
    }

    @Test
    void aClosingThatBillingCannotFollowDoesNotHappen() {
        identity.subscriptionsBroken = true;
        assertThatThrownBy(() -> become(TenantState.CLOSED)).isInstanceOf(RuntimeException.class);
        identity.subscriptionsBroken = false;
        assertThat(identity.directory.find(id).orElseThrow().state()).isEqualTo(TenantState.OPEN);
    }

    @Test
    void accountsAreCountedForTheirTenantOnly() {
        assertThat(Tenants.call(tenant, () -> new AccountsImpl(TestIdentity.tx()).count()))
                .isEqualTo(1);
    }
}
