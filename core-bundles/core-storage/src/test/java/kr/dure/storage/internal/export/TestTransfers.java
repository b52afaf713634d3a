package kr.dure.storage.internal.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.job.JobRun;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.persistence.internal.TenantAccess;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.persistence.internal.tables.TenantTablesImpl;
import kr.dure.product.BackupCharges;
import kr.dure.product.Text;
import kr.dure.storage.AppExport;
import kr.dure.storage.FileOwner;
import kr.dure.storage.NewFile;
import kr.dure.storage.internal.TestArchives;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;

/** Exports and imports of two apps, a board and a task list, on a real database and real files. */
final class TestTransfers {
    static final TestDatabase DATABASE = TestArchives.DATABASE;

    static {
        app("kr.dure.board", "testapp/board.xml", "testapp/V002__board.sql");
        app("kr.dure.task", "testapp/task.xml", "testapp/V001__task.sql");
    }

    private static void app(String unit, String descriptor, String script) {
        ClassLoader loader = TestTransfers.class.getClassLoader();
        DATABASE.unit(unit, loader.getResource(descriptor), TestTransfers.class, Clock.systemUTC(), script);
    }

    private static final Tenant OPERATOR = DATABASE.tenant("operator");

    final TestArchives archives = new TestArchives();
    final Caller kim = new Caller(UUID.randomUUID(), "kim", "Kim", true, false, Set.of());
    final TenantTables tables = new TenantTablesImpl(new TenantAccess(DATABASE.database()));
    final List<String> sent = new ArrayList<>();
    final TransferProgress progress = new TransferProgress((tenant, account, event, json) -> sent.add(event + json));
    final Charges charges = new Charges();
    List<ExportableApp> installed = List.of(board("1.0.0", new BoardExport()), task());
    final ExportableApps apps = () -> installed;
    final ExportService exports =
            new ExportService(TestArchives.TX, archives.ids, archives.clock, archives.store, apps, charges);
    final ImportService imports = new ImportService(TestArchives.TX, archives.ids, archives.clock, archives.files);

    static ExportableApp board(String version, AppExport export) {
        return new ExportableApp("board", new Text("게시판", "Boards"), version, List.of("kr.dure.board"), export);
    }

    static ExportableApp task() {
        return new ExportableApp("task", new Text("업무", "Tasks"), "1.0.0", List.of("kr.dure.task"), () -> "task");
    }

    /** Leaves a cache out, and adds a form. */
    static final class BoardExport implements AppExport {
        @Override
        public String app() {
            return "board";
        }

        @Override
        public boolean exports(Table table) {
            return !table.name().equals("draft_cache");
        }

        @Override
        public void writeReadable(Forms forms) throws IOException {
            try (OutputStream out = forms.open("목록/글.txt")) {
                out.write("읽을 수 있는 글".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** One backup a year is free, as the contract says; the real one is core-billing's. */
    static final class Charges implements BackupCharges {
        final List<String> keys = new ArrayList<>();

        @Override
        public Charge preview() {
            return keys.isEmpty() ? new Charge(true, 0) : new Charge(false, 30_000);
        }

        @Override
        public Charge record(String key) {
            Charge charge = preview();
            keys.add(key);
            return charge;
        }
    }

    ExportJob exportJob(Consumer<String> step) {
        return new ExportJob(
                TestArchives.TX, tables, archives.store, apps, new Directory(), progress, archives.clock, step);
    }

    ImportJob importJob(Consumer<String> step) {
        return new ImportJob(
                TestArchives.TX, tables, archives.files, archives.store, apps, progress, archives.clock, step);
    }

    Tenant company() {
        return DATABASE.tenant("t" + UUID.randomUUID());
    }

    <T> T in(Tenant company, Callable<T> work) {
        return Tenants.call(
                company,
                () -> Callers.call(kim, () -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    /** As the scheduler does: with the tenant, and without a caller. */
    void run(Tenant company, kr.dure.job.JobHandler job, UUID id) {
        Tenants.run(company, () -> job.run(new JobRun(id.toString(), "", archives.clock.instant(), 0)));
    }

    ExportView export(Tenant company, String... ids) {
        UUID id = in(company, () -> exports.order(new NewExport(List.of(ids), "이사 준비")))
                .id();
        run(company, exportJob(step -> {}), id);
        return in(company, () -> exports.get(id));
    }

    byte[] archive(Tenant company, UUID export) {
        return in(company, () -> {
            Content content = exports.download(export, true).content();
            try (InputStream in = content.open(0, content.size())) {
                return in.readAllBytes();
            }
        });
    }

    UUID upload(Tenant company, byte[] archive) {
        return in(
                        company,
                        () -> archives.files.store(
                                TestArchives.upload(kim.accountId()),
                                new NewFile("archive.zip", archive.length),
                                new ByteArrayInputStream(archive)))
                .id();
    }

    UUID orderImport(Tenant company, byte[] archive) {
        UUID upload = upload(company, archive);
        return in(company, () -> imports.order(new NewImport(upload))).id();
    }

    /** Ordered by an operator who acts for the company's administrator. */
    ImportView importByOperator(Tenant company, byte[] archive) {
        UUID upload = upload(company, archive);
        UUID id = in(company, () -> Callers.call(kim.actedBy("operator"), () -> imports.order(new NewImport(upload))))
                .id();
        run(company, importJob(step -> {}), id);
        return in(company, () -> imports.get(id));
    }

    ImportView importInto(Tenant company, byte[] archive) {
        UUID id = orderImport(company, archive);
        run(company, importJob(step -> {}), id);
        return in(company, () -> imports.get(id));
    }

    /** Posts, comments, tasks and files, the same for the same seed. */
    void fill(Tenant company, int rows, int files, long seed) {
        Random random = new Random(seed);
        try (Connection connection = DATABASE.owner()) {
            connection.createStatement().execute("SET row_security = off");
            for (int i = 0; i < rows; i++) {
                UUID post = uuid(random);
                insert(
                        connection,
                        "INSERT INTO board.post VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)",
                        company.id(),
                        post,
                        "제목 \"" + random.nextInt() + "\"\n\\ \ud83d\ude00",
                        random.nextLong(),
                        random.nextDouble(),
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L)
                                .atOffset(ZoneOffset.UTC),
                        random.nextBoolean() ? null : "{\"b\": [1, null], \"a\": 2e400}",
                        random.nextBoolean());
                insert(
                        connection,
                        "INSERT INTO board.a_comment VALUES (?, ?, ?, ?)",
                        company.id(),
                        uuid(random),
                        post,
                        "댓글 " + random.nextLong());
                insert(connection, "INSERT INTO task.task VALUES (?, ?, ?)", company.id(), uuid(random), "업무 " + i);
            }
            insert(connection, "INSERT INTO board.draft_cache VALUES (?, ?)", company.id(), uuid(random));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        byte[] content = {};
        for (int i = 0; i < files; i++) {
            if (i % 3 != 1) { // some share their content
                content = new byte[random.nextInt(200_000)];
                random.nextBytes(content);
            }
            FileOwner owner = new FileOwner(i % 2 == 0 ? "board" : "task", "post", uuid(random));
            store(company, owner, "파일 " + i + (i % 4 == 0 ? ".txt" : ".bin"), content);
        }
    }

    void store(Tenant company, FileOwner owner, String name, byte[] content) {
        in(
                company,
                () -> archives.files.store(
                        owner, new NewFile(name, content.length), new ByteArrayInputStream(content)));
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    static long count(Tenant company, String table) {
        return count(company, table, "true");
    }

    static long count(Tenant company, String table, String where) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM " + table + " WHERE tenant_id = '" + company.id() + "' AND " + where)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    static List<String> audit(Tenant company) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT action || ' ' || coalesce(after::text, '') FROM platform.audit WHERE tenant_id = '"
                                + company.id() + "' ORDER BY id")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static final class Directory implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.empty();
        }

        @Override
        public Tenant operator() {
            return OPERATOR;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return List.of();
        }
    }
}
