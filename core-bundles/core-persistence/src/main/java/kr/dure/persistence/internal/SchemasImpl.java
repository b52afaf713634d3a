package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import kr.dure.persistence.Schemas;
import org.flywaydb.core.api.FlywayException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Schemas} as the owner of the database. */
@Component(service = Schemas.class)
public final class SchemasImpl implements Schemas {
    private final Database database;

    @Activate
    public SchemasImpl(@Reference Database database) {
        this.database = database;
    }

    @Override
    public void migrate(String unit, List<Script> scripts) {
        if (scripts.isEmpty()) {
            return;
        }
        try {
            if (new Migrator(database.owner()).migrateScripts(new UnitName(unit).schema(), scripts)) {
                database.forgetPlans();
            }
        } catch (SQLException | FlywayException e) {
            throw new IllegalStateException(reason(e), e);
        }
    }

    /** Flyway says in which script and statement, the server what is wrong with it. */
    private static String reason(Exception failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String script = String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> line.contains("V0") || line.contains(".sql"))
                .findFirst()
                .map(String::strip)
                .orElse("");
        String cause = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("unknown");
        return script.isEmpty() || script.equals(cause) ? cause : script + ": " + cause;
    }

    @Override
    public boolean exists(String unit) {
        try (Connection connection = database.owner().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT FROM pg_namespace WHERE nspname = ?")) {
            statement.setString(1, new UnitName(unit).schema());
            return statement.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void drop(String unit) {
        try {
            new Migrator(database.owner()).drop(new UnitName(unit).schema());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
