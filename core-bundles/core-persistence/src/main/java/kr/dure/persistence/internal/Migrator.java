package kr.dure.persistence.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import kr.dure.persistence.Schemas.Script;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;

/** Brings a schema to the state its bundle's {@code db/} folder describes, forward only. */
final class Migrator {
    private final DataSource owner;

    Migrator(DataSource owner) {
        this.owner = owner;
    }

    private static final List<String> PLATFORM = List.of(
            "db/V001__platform.sql",
            "db/V002__events_jobs.sql",
            "db/V003__operation_node.sql",
            "db/V004__hosts_holdings_audit.sql",
            "db/V005__audit_chain.sql",
            "db/V010__price_book_usage.sql",
            "db/V020__addon_life.sql",
            "db/V030__statement_coverage.sql");

    /** Extensions of PostgreSQL that a kernel schema's indexes need. */
    private static final Map<String, String> EXTENSIONS = Map.of(RowSecurity.SEARCH, "btree_gin");

    /** What a schema's note begins with when this kernel's row security is on all its tables. */
    private static final String EDITION = "dure " + RowSecurity.EDITION + " ";

    /** The kernel's own schema. */
    void migratePlatform(ClassLoader kernel) {
        flyway(
                "platform",
                null,
                scripts(PLATFORM.stream().map(kernel::getResource).toList()));
    }

    /**
     * Migrates an app's schema as the schema's owner, then secures it.
     *
     * @param urls the app's {@code db/V*.sql}
     */
    boolean migrate(String schema, List<URL> urls) throws SQLException {
        return migrateScripts(schema, scripts(urls));
    }

    /**
     * As above; one look and no more when the schema is in that state already.
     *
     * @return whether there was something to do
     */
    boolean migrateScripts(String schema, List<Script> scripts) throws SQLException {
        String state = state(scripts);
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            String noted = noted(connection, schema);
            if (state.equals(noted)) {
                return false;
            }
            boolean sameEdition = noted != null && noted.startsWith(EDITION);
            // One migration at a time on the whole server: roles are shared objects.
            statement.execute("SELECT pg_advisory_lock(hashtext('dure.migration'))");
            Roles.createAppRole(statement, schema);
            statement.execute(Roles.createIfAbsent(Roles.ownerOf(schema), "NOLOGIN"));
            statement.execute("GRANT " + Roles.ownerOf(schema) + " TO CURRENT_USER");
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + Roles.ownerOf(schema));
            // Until the end of it the schema is in no state that may be relied on.
            statement.execute("COMMENT ON SCHEMA " + schema + " IS NULL");
            if (EXTENSIONS.containsKey(schema)) {
                extend(statement, EXTENSIONS.get(schema));
            }
            // Whoever uses the tables must not have to wait behind a script that waits itself.
            flyway(schema, "SET ROLE " + Roles.ownerOf(schema) + "; SET lock_timeout = '5s'", scripts);
            new RowSecurity(connection, schema).apply(!sameEdition);
            statement.execute("COMMENT ON SCHEMA " + schema + " IS '" + state + "'");
            return true;
        }
    }

    /** As the owner of the database: the extension is a trusted one, so no superuser is needed. */
    private static void extend(Statement statement, String extension) throws SQLException {
        try {
            statement.execute("CREATE EXTENSION IF NOT EXISTS " + extension + " SCHEMA public");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database server has to offer PostgreSQL's extension " + extension
                            + " (part of its contrib package), and its owner must be allowed to create it: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String noted(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** What the schema is like after these scripts and this kernel's row security. */
    private static String state(List<Script> scripts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            scripts.stream().sorted(Comparator.comparing(Script::name)).forEach(script -> {
                digest.update((script.name() + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update((script.sql() + '\0').getBytes(StandardCharsets.UTF_8));
            });
            return EDITION + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops an app's schema with everything in it. */
    void drop(String schema) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static List<Script> scripts(List<URL> urls) {
        return urls.stream().map(Migrator::script).toList();
    }

    private static Script script(URL url) {
        try (InputStream in = url.openStream()) {
            String name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
            return new Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flyway(String schema, String initSql, List<Script> scripts) {
        FluentConfiguration configuration = Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(owner)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(initSql == null)
                .table(RowSecurity.HISTORY)
                .resourceProvider(new Scripts(scripts));
        if (initSql != null) {
            configuration.initSql(initSql);
        }
        configuration.load().migrate();
    }

    private record Scripts(List<Script> all) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return all.stream()
                    .filter(script -> script.name().equals(name))
                    .findFirst()
                    .map(Loadable::new)
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.stream()
                    .filter(script -> script.name().startsWith(prefix)
                            && Arrays.stream(suffixes).anyMatch(script.name()::endsWith))
                    .map(Loadable::new)
                    .map(LoadableResource.class::cast)
                    .toList();
        }
    }

    private static final class Loadable extends LoadableResource {
        private final Script script;

        Loadable(Script script) {
            this.script = script;
        }

        @Override
        public Reader read() {
            return new StringReader(script.sql());
        }

        @Override
        public String getAbsolutePath() {
            return script.name();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return script.name();
        }

        @Override
        public String getFilename() {
            return script.name();
        }

        @Override
        public String getRelativePath() {
            return script.name();
        }
    }
}
