package kr.dure.persistence.internal;

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

    /**
     * Begins a transaction that sees one moment of the database and no rows of anybody yet.
     *
     * @throws IllegalStateException without a current tenant, or inside another transaction
     */
    public Connection begin(boolean readOnly) throws SQLException {
        Tenants.current();
        if (TxScope.current() != null) {
            throw new IllegalStateException("Tables are not copied inside another transaction.");
        }
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
    }
}
