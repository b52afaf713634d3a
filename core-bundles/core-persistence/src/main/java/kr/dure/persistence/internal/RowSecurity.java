package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the database itself refuse another tenant's rows: a policy on every table, a default for {@code tenant_id},
 * grants for the app's role, and a look into the catalogue whether all of it holds.
 */
final class RowSecurity {
    static final String HISTORY = "schema_history";

    /** To be raised with every change of this class: schemas that were secured by an earlier one are secured again. */
    static final int EDITION = 1;

    /**
     * The one schema with functions that read past the policies, which no full-text index can be used under. Its owner
     * reads for them by a policy of its own.
     */
    static final String SEARCH = "search";

    private static final String CURRENT = "current_setting('dure.tenant')::uuid";

    /** Runs as the schema's owner, with a search path that nobody else chooses, for the app's role only. */
    private static final String CAREFUL = "p.prosecdef AND pg_get_userbyid(p.proowner) = '" + Roles.ownerOf(SEARCH)
            + "' AND 'search_path=pg_catalog, " + SEARCH + ", pg_temp' = ANY (p.proconfig)"
            + " AND NOT has_function_privilege('public', p.oid, 'EXECUTE')";

    /** Lets the schema's owner read, and nobody write. */
    private static final String OWNERS = "p.polname = 'definer' AND p.polcmd = 'r' AND p.polroles = ARRAY[(SELECT oid"
            + " FROM pg_roles WHERE rolname = '" + Roles.ownerOf(SEARCH) + "')]";

    /** Tables that are not under row security with our two policies, and no others but the search's own. */
    private static final String OPEN = "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> '" + HISTORY + "'"
            + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND 2 ="
            + " (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid"
            + " AND NOT (n.nspname = '" + SEARCH + "' AND " + OWNERS + ")))";

    private final Connection connection;
    private final String schema;

    RowSecurity(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Secures the tables that are not secured yet, in one transaction: to whoever uses the schema meanwhile a table is never
     * without its policy. Tables that are secured are not touched, so nobody waits for them.
     *
     * @param all also those, because this class has changed since
     */
    void apply(boolean all) throws SQLException {
        connection.setAutoCommit(false);
        try {
            secure(all);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void secure(boolean all) throws SQLException {
        List<String> tables = strings("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> '" + HISTORY + "'");
        refuse(
                "has no column tenant_id uuid NOT NULL as its first",
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> '" + HISTORY + "'"
                        + " AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = 1"
                        + " AND a.attname = 'tenant_id' AND a.atttypid = 'uuid'::regtype AND a.attnotnull)");
        refuse(
                "has a primary, unique or foreign key that does not begin with tenant_id",
                "SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND k.contype IN ('p', 'u', 'f') AND k.conkey[1] <> 1"
                        + " AND c.relname <> '" + HISTORY + "'");
        refuse(
                "is a unique index that does not begin with tenant_id",
                "SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
                        + " JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND x.indisunique AND x.indkey[0] <> 1"
                        + " AND c.relname <> '" + HISTORY + "'");
        boolean search = schema.equals(SEARCH);
        refuse(
                "is a view or a function; only tables are allowed",
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relkind IN ('v', 'm', 'f')"
                        + " UNION SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE n.nspname = '" + schema + "'"
                        + (search ? " AND NOT (" + CAREFUL + ")" : ""));
        try (Statement statement = connection.createStatement()) {
            statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + Roles.of(schema) + ", dure_operator");
            Set<String> open = Set.copyOf(strings(OPEN));
            for (String table : tables) {
                if (!all && !open.contains(table)) {
                    continue;
                }
                secure(statement, schema + ".\"" + table + "\"");
            }
        }
        refuse("is not under row-level security", OPEN);
    }

    private void secure(Statement statement, String table) throws SQLException {
        String role = Roles.of(schema);
        statement.execute("ALTER TABLE " + table + " ALTER tenant_id SET DEFAULT " + CURRENT);
        statement.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        statement.execute("ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY");
        statement.execute("DROP POLICY IF EXISTS tenant ON " + table);
        statement.execute("DROP POLICY IF EXISTS operator ON " + table);
        statement.execute("CREATE POLICY tenant ON " + table + " TO " + role + " USING (tenant_id = " + CURRENT
                + ") WITH CHECK (tenant_id = " + CURRENT + ")");
        statement.execute("CREATE POLICY operator ON " + table + " TO dure_operator USING (true) WITH CHECK (true)");
        statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + role + ", dure_operator");
    }

    private void refuse(String why, String query) throws SQLException {
        List<String> faults = strings(query);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Schema " + schema + ": " + String.join(", ", faults) + " " + why + ".");
        }
    }

    private List<String> strings(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}
