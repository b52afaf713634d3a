package kr.dure.persistence.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
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
            "db/V010__price_book_usage.sql");

    /** The kernel's own schema. */
    void migratePlatform(ClassLoader kernel) {
        flyway("platform", null, PLATFORM.stream().map(kernel::getResource).toList());
    }

    /**
     * Migrates an app's schema as the schema's owner, then secures it.
     *
     * @param scripts the app's {@code db/V*.sql}
     */
    void migrate(String schema, List<URL> scripts) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            // One migration at a time on the whole server: roles are shared objects.
            statement.execute("SELECT pg_advisory_lock(hashtext('dure.migration'))");
            Roles.createAppRole(statement, schema);
            statement.execute(Roles.createIfAbsent(Roles.ownerOf(schema), "NOLOGIN"));
            statement.execute("GRANT " + Roles.ownerOf(schema) + " TO CURRENT_USER");
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + Roles.ownerOf(schema));
            flyway(schema, "SET ROLE " + Roles.ownerOf(schema), scripts);
            new RowSecurity(connection, schema).apply();
        }
    }

    private void flyway(String schema, String initSql, List<URL> scripts) {
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

    private record Scripts(List<URL> urls) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return urls.stream()
                    .filter(url -> url.getPath().endsWith("/" + name))
                    .findFirst()
                    .map(Script::new)
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return urls.stream()
                    .map(Script::new)
                    .filter(script -> script.getFilename().startsWith(prefix)
                            && Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
                    .map(LoadableResource.class::cast)
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final URL url;

        Script(URL url) {
            this.url = url;
        }

        @Override
        public Reader read() {
            try (InputStream in = url.openStream()) {
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return url.toString();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return url.toString();
        }

        @Override
        public String getFilename() {
            return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return getFilename();
        }
    }
}
