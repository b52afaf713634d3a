package kr.dure.billing.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import kr.dure.persistence.Session;

/** Statements for work that visits every company: plain, each prepared once per connection whatever the number of rows. */
public final class Sql {
    private Sql() {}

    /** What is done with a statement. */
    public interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement in the session's transaction, after what its entities have pending. */
    public static <T> T call(Session session, String sql, Work<T> work) {
        session.entities().flush();
        try (Connection connection = session.entities().unwrap(Connection.class);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
