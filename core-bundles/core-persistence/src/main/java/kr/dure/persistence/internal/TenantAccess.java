package kr.dure.persistence.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Transactions for whole tables of the current tenant, under the same roles and row security as {@code Tx}. */
@Component(service = TenantAccess.class)
public final class TenantAccess {
    private final Database database;

    @Activate
    public TenantAccess(@Reference Database database) {
        this.database = database;
    }

    /** The schema of a unit. */
    public String schema(String unit) {
        return new UnitName(unit).schema();
    }

    /** A connection of the owner, for what the catalogue says. */
    public Connection owner() throws SQLException {
        return database.owner().getConnection();
    }

    /** What is done on a connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    /**
     * Works in the surrounding transaction that reads, or in one of its own that sees one moment of the database and
     * that {@code Tx.read} joins.
     *
     * @throws IllegalStateException without a current tenant
     */
    public <T> T read(Work<T> work) throws SQLException, IOException {
        if (TxScope.current() != null) {
            return joined(work);
        }
        return readAlone(work);
    }

    /** As {@link #read}, but never in another transaction. */
    public <T> T readAlone(Work<T> work) throws SQLException, IOException {
        if (TxScope.current() != null) {
            throw new IllegalStateException("One moment is not inside another transaction.");
        }
        try (Connection connection = begin(true)) {
            TxScope scope = new TxScope(connection, Tenants.current().id(), TxScope.Kind.READ);
            scope.bind();
            try {
                return work.on(connection);
            } finally {
                scope.closeManagers(false);
                TxScope.unbind();
                connection.rollback();
            }
        }
    }

    /** Works in the surrounding transaction that writes, or in one of its own: all or nothing. */
    public <T> T write(Work<T> work) throws SQLException, IOException {
        TxScope scope = TxScope.current();
        if (scope != null) {
            if (scope.kind() != TxScope.Kind.WRITE) {
                throw new IllegalStateException("Tables are written by a transaction of one tenant that writes.");
            }
            try {
                return joined(work);
            } catch (SQLException | IOException | RuntimeException e) {
                scope.setRollbackOnly();
                throw e;
            }
        }
        try (Connection connection = begin(false)) {
            boolean done = false;
            try {
                T result = work.on(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        }
    }

    /** The role and path of the unit that worked before are taken on again. */
    private static <T> T joined(Work<T> work) throws SQLException, IOException {
        TxScope scope = TxScope.current();
        if (!scope.tenant().equals(Tenants.current().id()) || scope.kind() == TxScope.Kind.ACROSS_TENANTS) {
            throw new IllegalStateException("A transaction belongs to one tenant.");
        }
        PersistenceUnit before = scope.active();
        if (before != null) {
            scope.flush(before);
        }
        T result = work.on(scope.bare());
        if (before != null) {
            scope.enter(before);
        }
        return result;
    }

    private Connection begin(boolean readOnly) throws SQLException {
        Tenants.current();
        Connection connection = database.app().getConnection();
        connection.setReadOnly(readOnly);
        connection.setTransactionIsolation(
                readOnly ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Takes on the role of a unit, for the current tenant, until the transaction's end or the next unit. */
    public void enter(Connection connection, String unit) throws SQLException {
        String schema = schema(unit);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT set_config('dure.tenant', ?, true), set_config('search_path', ?, true),"
                        + " set_config('role', ?, true), set_config('TimeZone', 'UTC', true),"
                        + " set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'iso_8601', true),"
                        + " set_config('extra_float_digits', '1', true)")) {
            statement.setString(1, Tenants.current().id().toString());
            statement.setString(2, schema);
            statement.setString(3, Roles.of(schema));
            statement.executeQuery().close();
        }
        TxScope scope = TxScope.current();
        if (scope != null && scope.bare() == connection) {
            scope.forgetRole();
        }
    }
}
