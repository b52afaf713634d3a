package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import kr.dure.web.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the database answers. */
@Component
public final class DatabaseHealth implements HealthCheck {
    private final Database database;

    @Activate
    public DatabaseHealth(@Reference Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Health check() {
        try (Connection connection = database.app().getConnection()) {
            return connection.isValid(2) ? Health.UP : new Health(Status.DOWN, "The database does not answer.");
        } catch (SQLException e) {
            return new Health(Status.DOWN, "The database cannot be reached.");
        }
    }
}
