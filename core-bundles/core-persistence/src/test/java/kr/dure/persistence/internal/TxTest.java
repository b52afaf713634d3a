package kr.dure.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.metering.Holding;
import kr.dure.metering.Usage;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class TxTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Tx TX = open("kr.dure.testapp", "testapp/persistence.xml");
    private static final Tx OTHER = open("kr.dure.otherapp", "testapp/other.xml");

    private final Tenant acme = DATABASE.tenant("acme");
    private final Tenant bravo = DATABASE.tenant("bravo");

    private static Tx open(String unit, String descriptor) {
        return DATABASE.unit(
                unit,
                TxTest.class.getClassLoader().getResource(descriptor),
                TxTest.class,
                CLOCK,
                "testapp/good/V001__thing.sql");
    }

    private static ThingEntity thing(String name) {
        return new ThingEntity(
                UUID.randomUUID(), name, 6000, LocalDate.of(2026, 6, 11), Instant.now(), UUID.randomUUID(), new byte[] {
                    1
                });
    }

    private static UUID store(Tenant tenant, String name) {
        return Tenants.call(
                tenant,
                () -> TX.write(session -> {
                    ThingEntity thing = thing(name);
                    session.entities().persist(thing);
                    return thing.id();
                }));
    }

    private static List<String> names(Tenant tenant, Tx tx) {
        return Tenants.call(
                tenant,
                () -> tx.read(session -> session.entities()
                        .createQuery("select t.name from ThingEntity t order by t.name", String.class)
                        .getResultList()));
    }

    private static String role(Session session) {
        return (String) session.entities()
                .createNativeQuery("SELECT current_user || ' in ' || current_schema()")
                .getSingleResult();
    }

    @Test
    void eachUnitSpeaksInItsOwnRoleHoweverTheyAreNested() {
        List<String> heard = new ArrayList<>();
        Tenants.run(
                acme,
                () -> TX.run(outer -> {
                    OTHER.run(inner -> heard.add(role(inner)));
                    OTHER.run(inner -> heard.add(role(inner)));
                    heard.add(role(outer));
                    OTHER.run(inner -> {
                        TX.run(innermost -> heard.add(role(innermost)));
                        heard.add(role(inner));
                    });
                    OTHER.run(silent -> {});
                    outer.audit("test", null, "written by whoever has the role");
                    heard.add(role(outer));
                }));
        String ours = "dure_testapp in testapp";
        String theirs = "dure_otherapp in otherapp";
        assertThat(heard).containsExactly(theirs, theirs, ours, ours, theirs, ours);
    }

    @Test
    void aRowIsReadByOneStatementAlsoWhereItIsEmpty() {
        ThingEntity stored =
                new ThingEntity(UUID.randomUUID(), "한 번에", 1, LocalDate.of(2026, 6, 11), Instant.now(), null, null);
        Tenants.run(acme, () -> TX.run(session -> session.entities().persist(stored)));
        Tenants.run(
                acme,
                () -> TX.run(session -> {
                    ThingEntity thing = session.entities()
                            .createQuery("select t from ThingEntity t where t.name = '한 번에'", ThingEntity.class)
                            .getSingleResult();
                    session.entities()
                            .createNativeQuery("UPDATE thing SET other = id, at = now() + interval '1 day', bytes = 'x'"
                                    + " WHERE name = '한 번에'")
                            .executeUpdate();
                    // Whatever were read only now would be the later value.
                    assertThat(thing.other()).isNull();
                    assertThat(thing.at()).isBefore(Instant.now());
                    assertThat(thing.bytes()).isNull();
                }));
    }

    @Test
    void everyTypeComesBackAsItWasStored() {
        Instant at = Instant.parse("2026-06-11T01:02:03.123456Z");
        UUID other = UUID.randomUUID();
        ThingEntity stored = new ThingEntity(
                UUID.randomUUID(), "두레", 123_456_789_012L, LocalDate.of(2026, 2, 28), at, other, new byte[] {7, 8});
        Tenants.run(acme, () -> TX.run(session -> session.entities().persist(stored)));
        ThingEntity read =
                Tenants.call(acme, () -> TX.read(session -> session.entities().find(ThingEntity.class, stored.id())));
        assertThat(read.name()).isEqualTo("두레");
        assertThat(read.won()).isEqualTo(123_456_789_012L);
        assertThat(read.onDate()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(read.at()).isEqualTo(at);
        assertThat(read.other()).isEqualTo(other);
        assertThat(read.bytes()).containsExactly(7, 8);
    }

    @Test
    void aPointInTimeCanBeSelectedComparedAndOrderedAlsoOnceTheDriverUsesItsBinaryForm() {
        Instant at = Instant.parse("2026-06-11T01:02:03.123456Z");
        for (int later = 3; later > 0; later--) {
            ThingEntity thing = new ThingEntity(
                    UUID.randomUUID(),
                    "at " + later,
                    1,
                    LocalDate.of(2026, 2, 28),
                    at.plusSeconds(later),
                    UUID.randomUUID(),
                    new byte[0]);
            Tenants.run(acme, () -> TX.run(session -> session.entities().persist(thing)));
        }
        // The driver changes over to the binary form when it has executed a statement five times.
        for (int i = 0; i < 10; i++) {
            List<Instant> found = Tenants.call(
                    acme,
                    () -> TX.read(session -> session.entities()
                            .createQuery(
                                    "select t.at from ThingEntity t where t.at > :at and t.at < :end order by t.at",
                                    Instant.class)
                            .setParameter("at", at)
                            .setParameter("end", at.plusSeconds(60))
                            .setMaxResults(2)
                            .getResultList()));
            assertThat(found).containsExactly(at.plusSeconds(1), at.plusSeconds(2));
        }
    }

    @Test
    void aTenantSeesOnlyItsOwnRows() {
        UUID id = store(acme, "secret");
        assertThat(names(bravo, TX)).isEmpty();
        ThingEntity guessed =
                Tenants.call(bravo, () -> TX.read(session -> session.entities().find(ThingEntity.class, id)));
        assertThat(guessed).isNull();
    }

    @Test
    void sqlThroughTxCannotReadChangeOrForgeAnotherTenantsRow() {
        UUID id = store(acme, "target");
        Tenants.run(
                bravo,
                () -> TX.run(session -> {
                    Number seen = (Number) session.entities()
                            .createNativeQuery("SELECT count(*) FROM testapp.thing")
                            .getSingleResult();
                    assertThat(seen.longValue()).isZero();
                    int changed = session.entities()
                            .createNativeQuery("UPDATE testapp.thing SET name = 'stolen' WHERE id = ?1")
                            .setParameter(1, id)
                            .executeUpdate();
                    assertThat(changed).isZero();
                }));
        assertThatThrownBy(() -> Tenants.run(
                        bravo,
                        () -> TX.run(session -> session.entities()
                                .createNativeQuery(
                                        "INSERT INTO testapp.thing (tenant_id, id, name, won, on_date, at, version)"
                                                + " VALUES ('" + acme.id()
                                                + "', gen_random_uuid(), 'forged', 0, now(), now(), 1)")
                                .executeUpdate())))
                .hasStackTraceContaining("row-level security");
        assertThat(names(acme, TX)).containsExactly("target");
    }

    @Test
    void sqlThatNamesNoSchemaMeansTheAppsOwnAlsoBetweenNestedCalls() {
        store(acme, "mine");
        Tenants.run(
                acme,
                () -> TX.run(session -> {
                    OTHER.run(inner -> inner.entities().persist(thing("theirs")));
                    List<?> names = session.entities()
                            .createNativeQuery("SELECT name FROM thing")
                            .getResultList();
                    assertThat(List.copyOf(names)).isEqualTo(List.of("mine"));
                }));
    }

    @Test
    void withoutATenantNothingRuns() {
        assertThatThrownBy(() -> TX.read(session -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPooledConnectionWithoutTenantCannotQuery() throws SQLException {
        store(acme, "pooled");
        try (Connection connection = DATABASE.app();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM testapp.thing"))
                    .hasMessageContaining("permission denied");
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE dure_testapp");
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM testapp.thing"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void anAppReachesNeitherAnotherAppsSchemaNorThePlatform() {
        for (String sql : List.of(
                "SELECT count(*) FROM otherapp.thing",
                "SELECT count(*) FROM platform.tenant",
                "SELECT count(*) FROM platform.usage",
                "SELECT count(*) FROM platform.addon")) {
            assertThatThrownBy(() -> Tenants.call(
                            acme,
                            () -> TX.read(session ->
                                    session.entities().createNativeQuery(sql).getSingleResult())))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void nestedCallsOfTwoAppsCommitTogetherOrNotAtAll() {
        Tenants.run(
                acme,
                () -> TX.run(session -> {
                    session.entities().persist(thing("outer"));
                    OTHER.run(inner -> inner.entities().persist(thing("inner")));
                    session.entities().persist(thing("after"));
                }));
        assertThat(names(acme, TX)).containsExactly("after", "outer");
        assertThat(names(acme, OTHER)).containsExactly("inner");
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            session.entities().persist(thing("lost"));
                            OTHER.run(inner -> inner.entities().persist(thing("lost too")));
                            throw new IllegalStateException("after both");
                        })))
                .hasMessage("after both");
        assertThat(names(acme, TX)).doesNotContain("lost");
        assertThat(names(acme, OTHER)).containsExactly("inner");
    }

    @Test
    void aFailureInsideThatIsSwallowedOutsideStillWritesNothing() {
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            session.entities().persist(thing("half"));
                            try {
                                OTHER.run(inner -> {
                                    throw new IllegalStateException("inner");
                                });
                            } catch (IllegalStateException swallowed) {
                                session.entities().persist(thing("other half"));
                            }
                        })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names(acme, TX)).isEmpty();
    }

    @Test
    void aReadCannotWrite() {
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.read(session -> {
                            TX.run(inner -> inner.entities().persist(thing("no")));
                            return null;
                        })))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Tenants.call(
                        acme,
                        () -> TX.read(session -> session.entities()
                                .createNativeQuery("DELETE FROM testapp.thing")
                                .executeUpdate())))
                .hasStackTraceContaining("read-only");
    }

    @Test
    void theSecondOfTwoEqualUniqueValuesIsAConflict() {
        store(acme, "one");
        assertThatThrownBy(() -> store(acme, "one")).isInstanceOf(Conflict.class);
        store(bravo, "one");
    }

    @Test
    void aStaleChangeIsAConflict() {
        UUID id = store(acme, "first");
        ThingEntity stale =
                Tenants.call(acme, () -> TX.read(session -> session.entities().find(ThingEntity.class, id)));
        Tenants.run(
                acme,
                () -> TX.run(session ->
                        session.entities().find(ThingEntity.class, id).rename("second")));
        stale.rename("third");
        assertThatThrownBy(() -> Tenants.run(
                        acme, () -> TX.run(session -> session.entities().merge(stale))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void theOperatorsDoorOpensForOperatorsOnlyAndIsAudited() throws SQLException {
        store(acme, "a");
        store(bravo, "b");
        Caller operator = new Caller(UUID.randomUUID(), "operator", "Operator", true, true, Set.of());
        Caller admin = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
        String count = "select count(t) from ThingEntity t where t.name in ('a', 'b')";
        assertThatThrownBy(() -> Tenants.call(
                        acme, () -> Callers.call(admin, () -> TX.acrossTenants("curiosity", session -> 1))))
                .isInstanceOf(Forbidden.class);
        Tenant home = DATABASE.tenant("operator");
        Long seen = Tenants.call(
                home,
                () -> Callers.call(
                        operator,
                        () -> TX.acrossTenants(
                                "counting",
                                session -> session.entities()
                                        .createQuery(count, Long.class)
                                        .getSingleResult())));
        assertThat(seen).isGreaterThanOrEqualTo(2);
        try (Connection connection = DATABASE.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT detail FROM platform.audit WHERE tenant_id = '"
                        + home.id() + "' AND action = 'operator.across-tenants'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("counting");
        }
    }

    @Test
    void aUseIsCountedOncePerKey() throws SQLException {
        for (int i = 0; i < 3; i++) {
            Tenants.run(acme, () -> TX.run(session -> session.record(new Usage("sms", 1, "same", CLOCK.instant()))));
        }
        try (Connection connection = DATABASE.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT sum(quantity) FROM platform.usage WHERE tenant_id = '" + acme.id() + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    private static void hold(Tenant tenant, String key, String from) {
        Tenants.run(
                tenant, () -> TX.run(session -> session.hold(new Holding("multidomain", key, LocalDate.parse(from)))));
    }

    private static void release(Tenant tenant, String key, String last) {
        Tenants.run(tenant, () -> TX.run(session -> session.release("multidomain", key, LocalDate.parse(last))));
    }

    /** Each as {@code key from..last}, as the tenant sees them. */
    private static List<String> holdings(Tenant tenant) {
        List<?> rows = Tenants.call(
                tenant,
                () -> TX.read(session -> session.entities()
                        .createNativeQuery(
                                "SELECT key || ' ' || from_date || '..' || coalesce(CAST(last_date AS text), '')"
                                        + " FROM platform.holding ORDER BY key, from_date")
                        .getResultList()));
        return rows.stream().map(String.class::cast).toList();
    }

    @Test
    void aHoldingRunsFromItsFirstDayUntilItIsReleasedAndIsHeldOnce() {
        hold(acme, "a", "2026-05-11");
        hold(acme, "a", "2026-05-11");
        hold(acme, "a", "2026-05-20");
        hold(acme, "b", "2026-05-31");
        assertThat(holdings(acme)).containsExactly("a 2026-05-11..", "b 2026-05-31..");
        release(acme, "a", "2026-06-03");
        release(acme, "a", "2026-06-09");
        assertThat(holdings(acme)).containsExactly("a 2026-05-11..2026-06-03", "b 2026-05-31..");
    }

    @Test
    void aHoldingHasOneDayAtLeastAndReleasingNothingIsWithoutEffect() {
        release(acme, "a", "2026-06-03");
        assertThat(holdings(acme)).isEmpty();
        hold(acme, "a", "2026-06-05");
        release(acme, "a", "2026-06-03");
        assertThat(holdings(acme)).containsExactly("a 2026-06-05..2026-06-05");
    }

    @Test
    void whatIsHeldAgainOnTheDayItBeganAndEndedGoesOn() {
        hold(acme, "a", "2026-06-05");
        release(acme, "a", "2026-06-05");
        hold(acme, "a", "2026-06-05");
        assertThat(holdings(acme)).containsExactly("a 2026-06-05..");
        release(acme, "a", "2026-06-10");
        hold(acme, "a", "2026-06-10");
        hold(acme, "a", "2026-06-05");
        assertThat(holdings(acme)).containsExactly("a 2026-06-05..2026-06-10", "a 2026-06-10..");
    }

    @Test
    void aHoldingIsItsTenantsOwnAndComesWithItsTransactionOrNotAtAll() {
        hold(acme, "a", "2026-06-05");
        assertThat(holdings(bravo)).isEmpty();
        hold(bravo, "a", "2026-06-07");
        release(bravo, "a", "2026-06-08");
        assertThat(holdings(acme)).containsExactly("a 2026-06-05..");
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            session.release("multidomain", "a", LocalDate.of(2026, 6, 9));
                            OTHER.run(inner -> inner.hold(new Holding("multidomain", "b", LocalDate.of(2026, 6, 9))));
                            throw new IllegalStateException("after both");
                        })))
                .hasMessage("after both");
        assertThat(holdings(acme)).containsExactly("a 2026-06-05..");
    }

    @Test
    void theFirstDayOfAHoldingCannotBeChangedNorAHoldingDeletedByAnApp() {
        hold(acme, "a", "2026-06-05");
        for (String sql : List.of(
                "UPDATE platform.holding SET from_date = '2026-06-30'",
                "UPDATE platform.holding SET meter = 'free'",
                "DELETE FROM platform.holding")) {
            assertThatThrownBy(() -> Tenants.run(
                            acme,
                            () -> TX.run(session ->
                                    session.entities().createNativeQuery(sql).executeUpdate())))
                    .hasStackTraceContaining("permission denied");
        }
    }

    /** What the audit log keeps of a change from {@code before} to {@code after}. */
    private List<String> audited(Map<String, ?> before, Map<String, ?> after) throws SQLException {
        String subject = UUID.randomUUID().toString();
        Tenants.run(acme, () -> TX.run(session -> session.audit("thing.changed", subject, before, after)));
        try (Connection connection = DATABASE.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT before, after FROM platform.audit WHERE tenant_id = '"
                        + acme.id() + "' AND action = 'thing.changed' AND subject = '" + subject + "'")) {
            assertThat(rows.next()).isTrue();
            List<String> kept = new ArrayList<>();
            kept.add(rows.getString(1));
            kept.add(rows.getString(2));
            assertThat(rows.next()).isFalse();
            return kept;
        }
    }

    @Test
    void ofAChangeTheAuditLogKeepsWhatDiffers() throws SQLException {
        Map<String, Object> before = new HashMap<>(Map.of("name", "Kim", "seats", 20, "onDate", LocalDate.EPOCH));
        Map<String, Object> after = new HashMap<>(Map.of("name", "Kim", "seats", 23));
        after.put("email", null);
        assertThat(audited(before, after))
                .containsExactly("{\"onDate\":\"1970-01-01\",\"seats\":20}", "{\"seats\":23}");
        before.put("email", "kim@example.com");
        assertThat(audited(before, after))
                .containsExactly(
                        "{\"email\":\"kim@example.com\",\"onDate\":\"1970-01-01\",\"seats\":20}",
                        "{\"email\":null,\"seats\":23}");
    }

    @Test
    void whatIsNewHasNothingBeforeAndWhatIsGoneNothingAfter() throws SQLException {
        assertThat(audited(null, Map.of("name", "Kim"))).containsExactly(null, "{\"name\":\"Kim\"}");
        assertThat(audited(Map.of("name", "Kim"), null)).containsExactly("{\"name\":\"Kim\"}", null);
        assertThat(audited(Map.of("name", "Kim"), Map.of("name", "Kim"))).containsExactly("{}", "{}");
    }

    @Test
    void anIdempotencyKeyExecutesOnceAndKeepsTheAnswer() {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            try {
                IdempotencyKey.bind(new IdempotencyKey("me", "k1", "print", String::valueOf));
                Tenants.call(
                        acme,
                        () -> TX.write(session -> {
                            session.entities().persist(thing("run" + runs.incrementAndGet()));
                            return "answer";
                        }));
            } catch (Problem replay) {
                assertThat(replay.type()).isEqualTo("idempotent-replay");
            }
        }
        assertThat(runs).hasValue(2);
        assertThat(names(acme, TX)).containsExactly("run1");
    }

    @Test
    void aFailingMigrationSaysWhyAndATableWithoutTenantIsRefused() {
        assertThatThrownBy(() -> DATABASE.unit(
                        "kr.dure.badapp",
                        getClass().getClassLoader().getResource("testapp/bad.xml"),
                        TxTest.class,
                        CLOCK,
                        "testapp/bad/V001__broken.sql"))
                .hasStackTraceContaining("V001__broken.sql");
        assertThatThrownBy(() -> DATABASE.unit(
                        "kr.dure.leakyapp",
                        getClass().getClassLoader().getResource("testapp/leaky.xml"),
                        TxTest.class,
                        CLOCK,
                        "testapp/leaky/V001__leaky.sql"))
                .hasStackTraceContaining("does not begin with tenant_id");
    }
}
