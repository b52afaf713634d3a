package kr.dure.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server, its roles, the kernel's own schema and the pools.
 *
 * <p>{@code dure_app} (every app), {@code dure_operator} (across tenants) and {@code dure_kernel} (events and jobs) log
 * in; none is owner or superuser. Each app has a NOLOGIN role that a transaction takes on.
 */
@Component(service = Database.class)
public final class Database implements AutoCloseable {
    /** Kernel units with rights on platform tables; their roles exist before the platform schema. */
    private static final List<String> KERNEL = List.of("identity", "billing", "notification", "addons", "web");

    /** May delete what is old from the audit log; the kernel's role takes it on for that. */
    public static final String RETENTION = "dure_audit_retention";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Path data;
    private final String auditKey;
    private final EmbeddedPostgres embedded;
    private final PGSimpleDataSource owner;
    private final HikariDataSource app;
    private final HikariDataSource operator;
    private final HikariDataSource kernel;

    @Activate
    public Database() {
        this(Settings.fromSystem());
    }

    Database(Settings settings) {
        data = settings.data();
        ClassLoader archives = Database.class.getClassLoader();
        embedded = settings.ownerUrl() == null
                ? new EmbeddedPostgres(settings.data().resolve("postgresql"), archives)
                : null;
        try {
            owner = new PGSimpleDataSource();
            owner.setURL(embedded == null ? settings.ownerUrl() : embedded.ownerUrl());
            auditKey = password("audit");
            patiently(() -> {
                roles();
                new Migrator(owner).migratePlatform(archives);
            });
            app = pool("dure_app", 16, 2);
            operator = pool("dure_operator", 2, 0);
            kernel = pool(RolePassword.KERNEL, 6, 1);
        } catch (SQLException | RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw new IllegalStateException("The database is not usable: " + e.getMessage(), e);
        }
    }

    /** Work that needs the server. */
    interface Work {
        void run() throws SQLException;
    }

    /**
     * Runs {@code work}, again and again while the server cannot be reached: it may be starting, or coming back.
     *
     * @throws SQLException when it fails although the server answers, or after {@link #PATIENCE}
     */
    void patiently(Work work) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (SQLException | RuntimeException e) {
                if (!lost(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn(
                        "The database cannot be reached yet: {}",
                        e.getMessage().lines().findFirst().orElse(""));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    /** Whether the server was away, rather than at odds with what it was asked (SQLSTATE classes 08, 57P and 53300). */
    static boolean lost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Connections of the role that may take on any app's role. */
    HikariDataSource app() {
        return app;
    }

    /** Connections of the operator's role, which sees the rows of all tenants. */
    HikariDataSource operator() {
        return operator;
    }

    /** Connections of the role that sees events and jobs, and nothing of any app. */
    public DataSource kernel() {
        return kernel;
    }

    /**
     * A connection of its own as {@code dure_kernel}, for what lasts: locks, and listening.
     *
     * @throws SQLException when the server cannot be reached
     */
    public Connection lasting() throws SQLException {
        return source(RolePassword.KERNEL).getConnection();
    }

    /** For the marks of audit rows; all servers have the same, and the database does not. */
    public String auditKey() {
        return auditKey;
    }

    /** The folder of the installation, on this server. */
    public Path data() {
        return data;
    }

    /** The pools by the name of their role, with what they hold now. */
    List<HikariDataSource> pools() {
        return List.of(app, operator, kernel);
    }

    /** Connections of the owner, for migrations. */
    PGSimpleDataSource owner() {
        return owner;
    }

    /** Closes idle connections, so that none keeps a plan from before a migration. */
    void forgetPlans() {
        app.getHikariPoolMXBean().softEvictConnections();
        operator.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    @Deactivate
    public void close() {
        app.close();
        operator.close();
        kernel.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private void roles() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            // Two nodes may start at once on one server.
            statement.execute("SELECT pg_advisory_lock(hashtext('dure.roles'))");
            login(statement, "dure_app", "NOINHERIT");
            login(statement, "dure_operator", "INHERIT");
            login(statement, RolePassword.KERNEL, "NOINHERIT");
            statement.execute(Roles.createIfAbsent("dure_every_app", "NOLOGIN"));
            statement.execute(Roles.createIfAbsent(RETENTION, "NOLOGIN"));
            statement.execute("GRANT " + RETENTION + " TO " + RolePassword.KERNEL);
            for (String unit : KERNEL) {
                Roles.createAppRole(statement, unit);
            }
        }
    }

    private void login(Statement statement, String role, String inherit) throws SQLException {
        statement.execute(Roles.createIfAbsent(role, "LOGIN " + inherit + " NOSUPERUSER NOBYPASSRLS"));
        statement.execute("ALTER ROLE " + role + " PASSWORD '" + password(role) + "'");
    }

    private String password(String role) {
        return RolePassword.of(owner.getPassword(), role);
    }

    private PGSimpleDataSource source(String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(owner.getURL());
        source.setUser(role);
        source.setPassword(password(role));
        source.setApplicationName(role);
        return source;
    }

    private HikariDataSource pool(String role, int max, int idle) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role);
        config.setDataSource(source(role));
        config.setAutoCommit(true);
        config.setMaximumPoolSize(max);
        config.setMinimumIdle(idle);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }
}
