package kr.dure.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL server, its roles, the kernel's own schema and the pools.
 *
 * <p>{@code dure_app} (every app) and {@code dure_operator} (across tenants) log in; both are neither owner nor
 * superuser. Each app has a NOLOGIN role that a transaction takes on.
 */
@Component(service = Database.class)
public final class Database implements AutoCloseable {
    /** Kernel units with rights on platform tables; their roles exist before the platform schema. */
    private static final List<String> KERNEL = List.of("identity", "billing", "addons", "web");

    private final EmbeddedPostgres embedded;
    private final PGSimpleDataSource owner;
    private final HikariDataSource app;
    private final HikariDataSource operator;

    @Activate
    public Database() {
        this(Settings.fromSystem());
    }

    Database(Settings settings) {
        ClassLoader archives = Database.class.getClassLoader();
        embedded = settings.ownerUrl() == null
                ? new EmbeddedPostgres(settings.data().resolve("postgresql"), archives)
                : null;
        try {
            owner = new PGSimpleDataSource();
            owner.setURL(embedded == null ? settings.ownerUrl() : embedded.ownerUrl());
            roles();
            new Migrator(owner).migratePlatform(archives);
            app = pool("dure_app", 16, 2);
            operator = pool("dure_operator", 2, 0);
        } catch (SQLException | RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw new IllegalStateException("The database is not usable: " + e.getMessage(), e);
        }
    }

    /** Connections of the role that may take on any app's role. */
    HikariDataSource app() {
        return app;
    }

    /** Connections of the operator's role, which sees the rows of all tenants. */
    HikariDataSource operator() {
        return operator;
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
            statement.execute(Roles.createIfAbsent("dure_every_app", "NOLOGIN"));
            for (String unit : KERNEL) {
                Roles.createAppRole(statement, unit);
            }
        }
    }

    private void login(Statement statement, String role, String inherit) throws SQLException {
        statement.execute(Roles.createIfAbsent(role, "LOGIN " + inherit + " NOSUPERUSER NOBYPASSRLS"));
        statement.execute("ALTER ROLE " + role + " PASSWORD '" + passwordOf(role) + "'");
    }

    /** The same on every node that knows the owner's password, so that nothing has to be stored or sent. */
    private String passwordOf(String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            String secret = String.valueOf(owner.getPassword());
            mac.init(new SecretKeySpec(("dure:" + secret).getBytes(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HikariDataSource pool(String role, int max, int idle) {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", passwordOf(role));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(owner.getURL());
        source.setUser(role);
        source.setPassword(passwordOf(role));
        source.setApplicationName(role);
        HikariConfig config = new HikariConfig();
        config.setPoolName(role);
        config.setDataSource(source);
        config.setAutoCommit(true);
        config.setMaximumPoolSize(max);
        config.setMinimumIdle(idle);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }
}
