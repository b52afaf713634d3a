package kr.dure.identity.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.audit.AuditService.NewExport;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class AuditServiceTest {
    private static final AuditFilter ALL = filter(null, null);

    private final TestIdentity identity = new TestIdentity();
    private final AuditService audit = new AuditService(TestIdentity.tx());
    private final Tenant acme = identity.company();
    private final Tenant bravo = identity.company();
    private final Caller kim = new Caller(UUID.randomUUID(), "kim", "Kim", true, false, Set.of());

    /** A filter by one parameter of the list. */
    private static AuditFilter filter(String name, String value) {
        Function<String, String> of = wanted -> wanted.equals(name) ? value : null;
        return AuditFilter.of(
                of.apply("from"),
                of.apply("to"),
                of.apply("actor"),
                of.apply("action"),
                of.apply("subject"),
                of.apply("address"),
                of.apply("q"),
                null);
    }

    private void write(Tenant tenant, Caller caller, String address, Consumer<Session> work) {
        TestIdentity.from(
                address,
                () -> Tenants.call(
                        tenant,
                        () -> Callers.call(
                                caller,
                                () -> TestIdentity.tx().write(session -> {
                                    work.accept(session);
                                    return null;
                                }))));
    }

    private List<String> actions(Tenant tenant, AuditFilter filter) {
        return Tenants.call(tenant, () -> audit.list(filter, null, 50)).items().stream()
                .map(AuditEntry::action)
                .toList();
    }

    @Test
    void anEntrySaysWhoWhenFromWhereWhatWhoseBeforeAndAfter() {
        Instant start = Instant.now().minusMillis(1);
        Caller operated = new Caller(kim.accountId(), "kim", "Kim", true, false, Set.of()).actedBy("lee@operator");
        write(
                acme,
                operated,
                "203.0.113.9",
                session -> session.audit(
                        "thing.changed", "thing-1", Map.of("name", "가", "same", 1), Map.of("name", "나", "same", 1)));
        AuditEntry entry =
                Tenants.call(acme, () -> audit.list(ALL, null, 50)).items().get(0);
        assertThat(entry.actor()).isEqualTo(new AuditEntry.Actor(kim.accountId(), "kim", "lee@operator"));
        assertThat(entry.at()).isBetween(start, Instant.now().plusMillis(1));
        assertThat(entry.address()).isEqualTo("203.0.113.9");
        assertThat(entry.action()).isEqualTo("thing.changed");
        assertThat(entry.subject()).isEqualTo("thing-1");
        assertThat(entry.tenantId()).isEqualTo(acme.id());
        assertThat(entry.before()).isEqualTo(Map.of("name", "가"));
        assertThat(entry.after()).isEqualTo(Map.of("name", "나"));
    }

    @Test
    void aPasswordThatSomebodyHandsInIsNotKept() {
        write(
                acme,
                kim,
                "203.0.113.9",
                session -> session.audit(
                        "thing.changed",
                        null,
                        Map.of("password", "old one", "minPasswordLength", 8),
                        Map.of("password", "new one", "minPasswordLength", 10)));
        AuditEntry entry =
                Tenants.call(acme, () -> audit.list(ALL, null, 50)).items().get(0);
        assertThat(entry.before()).isEqualTo(Map.of("password", "***", "minPasswordLength", 8));
        assertThat(entry.after()).isEqualTo(Map.of("password", "***", "minPasswordLength", 10));
    }

    @Test
    void filtersFindPartsOfEachFieldAndNothingOfAnotherTenant() {
        write(acme, kim, "203.0.113.9", session -> {
            session.audit("identity.login.failed", "Park%", null);
            session.audit("billing.product.enabled", "sms", "첫 주문");
        });
        write(bravo, kim, "203.0.113.9", session -> session.audit("identity.login.failed", "Park%", null));
        assertThat(actions(acme, filter("action", "LOGIN"))).containsExactly("identity.login.failed");
        assertThat(actions(acme, filter("subject", "%"))).containsExactly("identity.login.failed");
        assertThat(actions(acme, filter("subject", "SMS"))).containsExactly("billing.product.enabled");
        assertThat(actions(acme, filter("address", "203.0.113."))).hasSize(2);
        assertThat(actions(acme, filter("address", "198.51"))).isEmpty();
        assertThat(actions(acme, filter("actor", "KI"))).hasSize(2);
        assertThat(actions(acme, filter("actor", "nobody"))).isEmpty();
        assertThat(actions(acme, filter("q", "주문"))).containsExactly("billing.product.enabled");
        assertThat(actions(acme, filter("from", Instant.now().minusSeconds(60).toString())))
                .hasSize(2);
        assertThat(actions(acme, filter("to", Instant.now().minusSeconds(60).toString())))
                .isEmpty();
        String today = Instant.now().atZone(AuditFilter.SEOUL).toLocalDate().toString();
        String yesterday = Instant.now()
                .minus(Duration.ofDays(1))
                .atZone(AuditFilter.SEOUL)
                .toLocalDate()
                .toString();
        assertThat(actions(acme, filter("to", today))).hasSize(2);
        assertThat(actions(acme, filter("to", yesterday))).isEmpty();
        assertThat(actions(bravo, ALL)).containsExactly("identity.login.failed");
    }

    @Test
    void pagesFollowEachOtherWithoutGapAndRepetition() {
        write(acme, kim, "203.0.113.9", session -> {
            for (int i = 0; i < 25; i++) {
                session.audit("thing.counted", String.valueOf(i), null);
            }
        });
        List<String> subjects = new ArrayList<>();
        String after = null;
        do {
            String cursor = after;
            Page<AuditEntry> page = Tenants.call(acme, () -> audit.list(ALL, cursor, 7));
            page.items().forEach(entry -> subjects.add(entry.subject()));
            after = page.next();
        } while (after != null);
        assertThat(subjects).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeReadIsA400ThatNamesIt() {
        for (String[] bad : new String[][] {
            {"from", "gestern"}, {"to", "2026-13-01"}, {"from", "+999999999-01-01T00:00:00Z"}, {"q", "x".repeat(201)}
        }) {
            assertThatThrownBy(() -> filter(bad[0], bad[1]))
                    .isInstanceOf(BadRequest.class)
                    .satisfies(e ->
                            assertThat(((Problem) e).errors().get(0).field()).isEqualTo(bad[0]));
        }
        assertThatThrownBy(() -> Tenants.call(acme, () -> audit.list(ALL, "1_2", 50)))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void anExportNeedsAReasonAndStandsInTheLogWithIt() {
        write(
                acme,
                kim,
                "203.0.113.9",
                session -> session.audit("thing.changed", "=HYPERLINK(\"http://x\")", "a,\"b\""));
        assertThatThrownBy(() -> export(" ", null)).isInstanceOf(Invalid.class);
        String csv = export("세무 조사", "thing");
        assertThat(csv).startsWith("\uFEFF\"시각\",");
        assertThat(csv)
                .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",\"a,\"\"b\"\"\",")
                .endsWith("\r\n");
        assertThat(csv.lines()).hasSize(2);
        AuditEntry entry = Tenants.call(acme, () -> audit.list(filter("action", "audit.exported"), null, 50))
                .items()
                .get(0);
        assertThat(entry.actor().loginId()).isEqualTo("kim");
        assertThat(entry.after()).isEqualTo(Map.of("reason", "세무 조사", "rows", 1, "action", "thing"));
    }

    private String export(String reason, String action) {
        NewExport request = new NewExport(reason, null, null, null, action, null, null, null);
        return new String(
                Clients.call(
                        new Client("203.0.113.9", true, "test", Locale.KOREAN),
                        () -> Tenants.call(acme, () -> Callers.call(kim, () -> audit.export(request)))),
                StandardCharsets.UTF_8);
    }

    @Test
    void anExportOfManyPagesHasThemAll() {
        write(acme, kim, "203.0.113.9", session -> {
            for (int i = 0; i < 2_500; i++) {
                session.audit("thing.counted", String.valueOf(i), null);
            }
        });
        assertThat(export("check", null).lines()).hasSize(2_501);
    }

    @Test
    void theOperatorSeesWhatOperatorsDidAndNothingElseOfACompany() {
        Caller operated = new Caller(kim.accountId(), "kim", "Kim", true, false, Set.of()).actedBy("lee@operator");
        write(acme, kim, "203.0.113.9", session -> session.audit("thing.private", null, null));
        write(acme, operated, "203.0.113.9", session -> session.audit("thing.operated", null, null));
        AuditFilter ofAcme = AuditFilter.of(null, null, null, null, null, null, null, acme.id());
        assertThatThrownBy(() -> identity.as(identity.operator, kim, () -> audit.ofOperators(ofAcme, null, 50)))
                .isInstanceOf(Forbidden.class);
        Caller operator = new Caller(UUID.randomUUID(), "lee", "Lee", true, true, Set.of());
        assertThat(identity.as(identity.operator, operator, () -> audit.ofOperators(ofAcme, null, 50))
                        .items())
                .extracting(AuditEntry::action)
                .containsExactly("thing.operated");
        assertThat(identity.as(identity.operator, operator, () -> audit.ofOperators(ALL, null, 200))
                        .items())
                .extracting(AuditEntry::action)
                .contains("thing.operated", "operator.across-tenants")
                .doesNotContain("thing.private");
    }
}
