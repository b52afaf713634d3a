package kr.dure.persistence.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.testapp",
            AuditChainTest.class.getClassLoader().getResource("testapp/persistence.xml"),
            AuditChainTest.class,
            Clock.systemUTC(),
            "testapp/good/V001__thing.sql");
    private static final Path DATA = DATABASE.database().data();

    private final SealRepository seals =
            new SealRepository(DATABASE.database().kernel(), DATABASE.database().auditKey());
    private final Tenant acme = DATABASE.tenant("acme");
    private final Tenant bravo = DATABASE.tenant("bravo");

    @BeforeEach
    void emptyLog() throws Exception {
        owner("TRUNCATE platform.audit, platform.audit_seal, platform.audit_head, platform.audit_checkpoint");
        Files.deleteIfExists(DATA.resolve(HeadsFile.NAME));
    }

    // ---- what is whole ----

    @Test
    void whatEightThreadsWriteAtOnceIsSealedOnceAndVerifies() throws Exception {
        int threads = 8;
        int each = 60;
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicInteger written = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads + 2);
        List<Future<?>> writers = new ArrayList<>();
        List<Future<?>> sealers = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < threads; t++) {
            Random random = new Random(t);
            writers.add(pool.submit(() -> {
                start.await();
                for (int i = 0; i < each; i++) {
                    int rows = 1 + random.nextInt(4);
                    boolean fails = random.nextInt(10) == 0;
                    append(random.nextBoolean() ? acme : bravo, rows, fails);
                    written.addAndGet(fails ? 0 : rows);
                }
                return null;
            }));
        }
        for (int s = 0; s < 2; s++) {
            sealers.add(pool.submit(() -> {
                while (writing.get()) {
                    seals.seal(7, Instant.now());
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> writer : writers) {
            writer.get();
        }
        writing.set(false);
        for (Future<?> sealer : sealers) {
            sealer.get();
        }
        pool.shutdown();
        sealAll();
        AuditVerifier.Report report = verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.verified()).isEqualTo(written.get());
        assertThat(report.unsealed()).isZero();
        assertThat(report.chains()).isEqualTo(2);
    }

    private static void append(Tenant tenant, int rows, boolean fails) {
        try {
            Tenants.run(
                    tenant,
                    () -> TX.run(session -> {
                        for (int i = 0; i < rows; i++) {
                            session.audit("thing.changed", "한글 " + i, Map.of("n", i), Map.of("n", i + 1));
                        }
                        if (fails) {
                            throw new IllegalArgumentException("rolled back");
                        }
                    }));
        } catch (IllegalArgumentException e) {
            assertThat(fails).isTrue();
        }
    }

    @Test
    void aRowThatCommitsLateIsNeitherSkippedNorSealedBefore() throws Exception {
        try (Connection late = DATABASE.owner()) {
            late.setAutoCommit(false);
            insert(late, acme, Instant.now());
            append(acme, 3, false);
            sealAll();
            assertThat(verify().verified()).isZero();
            assertThat(verify().unsealed()).isEqualTo(3);
            late.commit();
        }
        sealAll();
        assertThat(verify().verified()).isEqualTo(4);
        assertThat(verify().broken()).isEmpty();
    }

    @Test
    void aServerThatDiedBetweenCommitAndSealSealsAndFilesAtItsNextStart() throws Exception {
        append(acme, 5, false);
        seals.seal(100, Instant.now()); // and died before it was written down
        append(acme, 2, false);
        assertThat(DATA.resolve(HeadsFile.NAME)).doesNotExist();
        try (AuditSealer sealer = new AuditSealer(DATABASE.database(), Clock.systemUTC())) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (filedPosition() < 7 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(sealer.check().reason()).isNull();
        }
        assertThat(filedPosition()).isEqualTo(7);
        AuditVerifier.Report report = verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.verified()).isEqualTo(7);
    }

    private long filedPosition() throws IOException {
        long[] last = new long[1];
        new HeadsFile(DATA).read(line -> last[0] = line.head().position(), number -> {});
        return last[0];
    }

    @Test
    void aCopyOfAnotherServersDatabaseIsSealedOn() throws Exception {
        append(acme, 3, false);
        owner("UPDATE platform.audit_progress SET xid = '9000000000000', seq = 5");
        sealAll();
        append(acme, 2, false);
        sealAll();
        AuditVerifier.Report report = verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.verified()).isEqualTo(5);
    }

    @Test
    void aLineThatACrashCutOffIsNamedAndTheNextStaysReadable() throws Exception {
        append(acme, 1, false);
        sealAll();
        Path file = DATA.resolve(HeadsFile.NAME);
        Files.writeString(file, "{\"filed\":\"2026-", StandardOpenOption.APPEND);
        append(acme, 1, false);
        sealAll();
        assertThat(what()).containsExactly("audit-heads.log cannot be read in line 2");
        assertThat(filedPosition()).isEqualTo(2);
    }

    // ---- what is not ----

    @Test
    void aChangedRowIsFound() throws Exception {
        sealed(5);
        owner("UPDATE platform.audit SET subject = 'another' WHERE id = '" + id(3) + "'");
        assertBrokenAt(3, "has been changed");
    }

    @Test
    void aRowDeletedInTheMiddleIsFoundWithItsSealOrWithout() throws Exception {
        sealed(5);
        owner("DELETE FROM platform.audit WHERE id = '" + id(3) + "'");
        assertBrokenAt(3, "has been deleted");
        owner("DELETE FROM platform.audit_seal WHERE position = 3");
        assertBrokenAt(3, "has been deleted");
    }

    @Test
    void aDeletedEndIsFoundByTheFileAlthoughTheDatabaseAgreesWithItself() throws Exception {
        sealed(5);
        cut(3);
        assertBrokenAt(4, "knows position 5");
        append(acme, 4, false);
        sealAll();
        assertBrokenAt(5, "rewritten");
    }

    @Test
    void aLogThatIsGoneAsAWholeIsFoundByTheFile() throws Exception {
        sealed(5);
        owner("TRUNCATE platform.audit, platform.audit_seal, platform.audit_head");
        assertBrokenAt(1, "knows position 5");
    }

    private void cut(long last) throws SQLException {
        owner("DELETE FROM platform.audit WHERE id IN (SELECT audit_id FROM platform.audit_seal WHERE position > "
                + last + ")");
        owner("DELETE FROM platform.audit_seal WHERE position > " + last);
        owner("UPDATE platform.audit_head h SET position = s.position, hash = s.hash FROM platform.audit_seal s"
                + " WHERE s.tenant_id = h.tenant_id AND s.position = " + last);
    }

    @Test
    void aRowInsertedWithANumberOfThePastIsFound() throws Exception {
        sealed(2);
        String past = strings("SELECT xid::text FROM platform.audit LIMIT 1").get(0);
        sealed(3);
        owner("INSERT INTO platform.audit (tenant_id, id, at, action, xid) VALUES ('" + acme.id()
                + "', gen_random_uuid(), now(), 'thing.forged', '" + past + "')");
        sealAll();
        assertThat(what()).singleElement().asString().contains("has no seal");
    }

    @Test
    void aRowThatDureDidNotWriteIsFoundAsIsOneChangedBeforeItWasSealed() throws Exception {
        sealed(2);
        owner("INSERT INTO platform.audit (tenant_id, id, at, action) VALUES ('" + acme.id()
                + "', gen_random_uuid(), now(), 'thing.forged')");
        append(acme, 1, false);
        owner("UPDATE platform.audit SET login_id = 'somebody else'"
                + " WHERE id NOT IN (SELECT audit_id FROM platform.audit_seal) AND action = 'thing.changed'");
        append(acme, 1, false);
        sealAll();
        assertBrokenAt(3, "was not written by Dure");
        assertThat(verify().broken()).extracting(AuditVerifier.Broken::position).containsExactly(3L, 4L);
    }

    @Test
    void rowsOfTheTimeBeforeMarksAreBelieved() throws Exception {
        owner("INSERT INTO platform.audit (tenant_id, id, at, action, xid) SELECT '" + acme.id()
                + "', gen_random_uuid(), now(), 'thing.changed', since FROM platform.audit_progress");
        owner("UPDATE platform.audit_progress SET xid = '0', seq = 0");
        sealAll();
        assertThat(verify().verified()).isEqualTo(1);
        assertThat(verify().broken()).isEmpty();
    }

    @Test
    void swappedRowsAreFound() throws Exception {
        sealed(5);
        UUID second = id(2);
        UUID fourth = id(4);
        owner("UPDATE platform.audit_seal SET audit_id = gen_random_uuid() WHERE position = 2");
        owner("UPDATE platform.audit_seal SET audit_id = '" + second + "' WHERE position = 4");
        owner("UPDATE platform.audit_seal SET audit_id = '" + fourth + "' WHERE position = 2");
        assertBrokenAt(2, "put in another's place");
    }

    @Test
    void aChainThatWasComputedAnewIsFoundByTheFile() throws Exception {
        sealed(5);
        owner("DELETE FROM platform.audit WHERE id = '" + id(2) + "'");
        owner("DELETE FROM platform.audit_seal");
        owner("DELETE FROM platform.audit_head");
        owner("UPDATE platform.audit_progress SET xid = '0', seq = 0");
        sealAll();
        append(acme, 1, false);
        sealAll();
        assertBrokenAt(5, "rewritten");
    }

    @Test
    void rowsDeletedBeforeTheirTimeAreFoundAlthoughACheckpointExcusesThem() throws Exception {
        append(acme, 2, false);
        sealAll();
        append(acme, 3, false);
        sealAll();
        owner("INSERT INTO platform.audit_checkpoint SELECT tenant_id, position, hash FROM platform.audit_seal"
                + " WHERE position = 3");
        owner("DELETE FROM platform.audit WHERE id IN (SELECT audit_id FROM platform.audit_seal WHERE position <= 3)");
        owner("DELETE FROM platform.audit_seal WHERE position <= 3");
        assertBrokenAt(2, "before its time");
    }

    @Test
    void theCommandSaysWhatItFoundAndItsExitCodeSaysSo() throws Exception {
        sealed(5);
        assertThat(command(0)).contains("5 rows verified in 1 chains, 0 not sealed yet.", "The audit log is whole.");
        owner("UPDATE platform.audit SET action = 'other' WHERE id = '" + id(4) + "'");
        assertThat(command(1)).contains("BROKEN company " + acme.id() + " (acme) position 4: the row " + id(4));
        owner("UPDATE platform.audit SET action = 'thing.changed' WHERE id = '" + id(4) + "'");
        Files.delete(DATA.resolve(HeadsFile.NAME));
        assertThat(command(1)).contains("audit-heads.log is missing");
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        assertThat(VerifyAudit.run(Path.of("target", "nowhere"), null, new PrintStream(nowhere, true)))
                .isEqualTo(2);
    }

    private static String command(int exitCode) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(VerifyAudit.run(DATA, null, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isEqualTo(exitCode);
        return out.toString(StandardCharsets.UTF_8);
    }

    // ---- age ----

    @Test
    void whatIsOlderThanTwoYearsGoesAndTheRestStillVerifies() throws Exception {
        Instant old = Instant.now().minus(Duration.ofDays(800));
        try (Connection connection = DATABASE.owner()) {
            for (int i = 0; i < 4; i++) {
                insert(connection, acme, old.plusSeconds(i));
            }
            insert(connection, bravo, old);
        }
        sealAll();
        append(acme, 2, false);
        AuditRetention retention = new AuditRetention(DATABASE.database(), Clock.systemUTC());
        retention.run(run());
        sealAll();
        AuditVerifier.Report report = verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.verified()).isEqualTo(2 + 2); // what stays, and that something went, for each of the two
        assertThat(strings("SELECT detail FROM platform.audit WHERE action = 'audit.deleted' AND tenant_id = '"
                        + acme.id() + "'"))
                .containsExactly("4 rows older than 2 years, up to position 4");
        retention.run(run());
        assertThat(strings("SELECT position::text FROM platform.audit_checkpoint ORDER BY position"))
                .containsExactly("1", "4");
        append(acme, 1, false);
        sealAll();
        assertThat(verify().broken()).isEmpty();
        owner("UPDATE platform.audit_checkpoint SET hash = sha256('x')");
        assertThat(what()).hasSize(2);
    }

    private static JobRun run() {
        return new JobRun("kernel.audit-retention", "", Instant.now(), 0);
    }

    // ---- rights ----

    @Test
    void noRoleOfTheApplicationChangesOrDeletesARow() throws Exception {
        sealed(2);
        for (String role : List.of("dure_testapp", "dure_identity", "dure_every_app")) {
            for (String sql : List.of(
                    "UPDATE platform.audit SET action = 'x'",
                    "DELETE FROM platform.audit",
                    "TRUNCATE platform.audit",
                    "INSERT INTO platform.audit (id, at, action, xid) VALUES (gen_random_uuid(), now(), 'x', '1')",
                    "UPDATE platform.audit_seal SET position = 9",
                    "DELETE FROM platform.audit_seal",
                    "UPDATE platform.audit_progress SET seq = 0",
                    "DELETE FROM platform.audit_head")) {
                assertThatThrownBy(() -> as(role, sql)).as(role + ": " + sql).hasMessageContaining("permission denied");
            }
        }
        for (String sql : List.of(
                "UPDATE platform.audit SET action = 'x'",
                "DELETE FROM platform.audit",
                "UPDATE platform.audit_seal SET position = 9",
                "DELETE FROM platform.audit_seal",
                "UPDATE platform.audit_checkpoint SET position = 9")) {
            assertThatThrownBy(() -> kernel(sql)).as(sql).hasMessageContaining("permission denied");
        }
        kernel(
                "SET ROLE dure_audit_retention; DELETE FROM platform.audit; DELETE FROM platform.audit_seal; RESET ROLE");
        assertThat(verify().verified()).isEqualTo(2);
        assertThat(verify().broken()).isEmpty();
    }

    @Test
    void aTenantReadsItsOwnRowsOnly() throws Exception {
        append(acme, 2, false);
        append(bravo, 3, false);
        try (Connection connection = DATABASE.app()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL ROLE dure_identity");
                statement.execute("SET LOCAL dure.tenant = '" + acme.id() + "'");
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM platform.audit")) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(2);
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private void as(String role, String sql) throws SQLException {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("SET LOCAL ROLE " + role);
                statement.execute("SET LOCAL dure.tenant = '" + acme.id() + "'");
                statement.execute(sql);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void kernel(String sql) throws SQLException {
        try (Connection connection = DATABASE.database().lasting();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    // ---- tools ----

    /** A chain of acme's with this many rows. */
    private void sealed(int rows) throws Exception {
        append(acme, rows, false);
        sealAll();
        assertThat(verify().broken()).isEmpty();
    }

    private void sealAll() throws Exception {
        HeadsFile heads = new HeadsFile(DATA);
        SealRepository.Sealed sealed;
        DATABASE.calm();
        do {
            sealed = seals.seal(100, Instant.now());
            heads.add(sealed.heads(), Instant.now());
        } while (sealed.read() == 100);
        seals.seal(100, Instant.now()); // after a copy: from its order to this server's
    }

    private AuditVerifier.Report verify() throws Exception {
        try (Connection connection = DATABASE.database().lasting()) {
            return new AuditVerifier(connection, new HeadsFile(DATA), Instant.now()).verify();
        }
    }

    private List<String> what() throws Exception {
        return verify().broken().stream().map(AuditVerifier.Broken::what).toList();
    }

    private void assertBrokenAt(long position, String what) throws Exception {
        List<AuditVerifier.Broken> broken = verify().broken();
        assertThat(broken).isNotEmpty();
        assertThat(broken.get(0).tenant()).isEqualTo(acme.id());
        assertThat(broken.get(0).position()).isEqualTo(position);
        assertThat(broken.get(0).what()).contains(what);
    }

    private static UUID id(long position) throws SQLException {
        return UUID.fromString(strings("SELECT audit_id::text FROM platform.audit_seal WHERE position = " + position)
                .get(0));
    }

    private static void insert(Connection connection, Tenant tenant, Instant at) throws SQLException {
        AuditRow row = new AuditRow(
                tenant.id(),
                UUID.randomUUID(),
                at.truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                null,
                null,
                "thing.changed",
                null,
                null,
                null,
                null);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO platform.audit (tenant_id, id, at, action, mark) VALUES (?, ?, ?, 'thing.changed', ?)")) {
            insert.setObject(1, row.tenant());
            insert.setObject(2, row.id());
            insert.setObject(3, row.at().atOffset(ZoneOffset.UTC));
            insert.setBytes(4, AuditChain.mark(DATABASE.database().auditKey(), row));
            insert.executeUpdate();
        }
    }

    private static void owner(String sql) throws SQLException {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
