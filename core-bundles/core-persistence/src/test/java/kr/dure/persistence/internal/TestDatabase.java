package kr.dure.persistence.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;

/** A real PostgreSQL for repository tests, one per test run, with the platform schema and the units asked for. */
public final class TestDatabase {
    private static TestDatabase shared;

    private final Database database;
    private final Signals signals;

    private TestDatabase() {
        try {
            Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgresql");
            database = new Database(new Settings(home, null));
            signals = new Signals(database);
            // Its transactions would hide rows from whoever reads only what no open transaction can still precede.
            run("ALTER SYSTEM SET autovacuum = off");
            run("SELECT pg_reload_conf()");
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits two seconds at most until nobody writes, so that everything committed is visible to those who wait for it. */
    public void calm() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        try (Connection connection = database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (ResultSet writers = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()")) {
                    writers.next();
                    if (writers.getInt(1) == 0) {
                        return;
                    }
                }
                LockSupport.parkNanos(2_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server of this test run. */
    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = new TestDatabase();
        }
        return shared;
    }

    /** Migrates and opens the unit that {@code META-INF/persistence.xml} on the class path of {@code app} describes. */
    public Tx unit(String name, Class<?> app, Clock clock, String... scripts) {
        return unit(name, app.getClassLoader().getResource("META-INF/persistence.xml"), app, clock, scripts);
    }

    /** As above, with the descriptor given. */
    public Tx unit(String name, URL descriptor, Class<?> app, Clock clock, String... scripts) {
        try {
            PersistenceUnit unit = PersistenceUnit.read(descriptor, name, app.getClassLoader(), database);
            List<URL> urls = List.of(scripts).stream()
                    .map(script -> app.getClassLoader().getResource(script))
                    .toList();
            if (!urls.isEmpty()) {
                new Migrator(database.owner()).migrate(unit.name().schema(), urls);
            }
            return new TxImpl(unit, database, signals, clock);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schemas of this server. */
    public kr.dure.persistence.Schemas schemas() {
        return new SchemasImpl(database);
    }

    /** The server itself, for kernel components. */
    public Database database() {
        return database;
    }

    /** Told of every event and job of this run's units. */
    public Signals signals() {
        return signals;
    }

    /** A connection of the owner, for what only a test may look at. */
    public Connection owner() throws SQLException {
        return database.owner().getConnection();
    }

    /** A connection as the pool hands it out: login role {@code dure_app}, no tenant. */
    public Connection app() throws SQLException {
        return database.app().getConnection();
    }

    /** A tenant that exists in the platform's own table. */
    public Tenant tenant(String name) {
        Tenant tenant = new Tenant(UUID.randomUUID(), name, name + ".localhost", TenantState.OPEN, false);
        try (Connection connection = owner();
                var insert = connection.prepareStatement(
                        "WITH t AS (INSERT INTO platform.tenant (id, name, host, state, operator, opened_at)"
                                + " VALUES (?, ?, ?, 'OPEN', false, now()) RETURNING id, host)"
                                + " INSERT INTO platform.host (host, tenant_id) SELECT host, id FROM t")) {
            insert.setObject(1, tenant.id());
            insert.setString(2, name);
            insert.setString(3, tenant.id() + ".localhost");
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tenant;
    }
}
