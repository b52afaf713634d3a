package kr.dure.persistence.internal.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.dure.persistence.TenantTables.Column;
import kr.dure.persistence.TenantTables.Table;

/** What tables an app's schema has, read from the database itself. */
final class Catalogue {
    private static final String TABLES = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_history'";

    private final Connection connection;
    private final String schema;

    Catalogue(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Each after those it refers to; by name where that leaves a choice, and among tables that refer to each other. */
    List<Table> tables() throws SQLException {
        Map<String, Set<String>> needs = new TreeMap<>();
        rows("SELECT c.relname" + TABLES, row -> needs.put(row.getString(1), new TreeSet<>()));
        rows(
                "SELECT c.relname, (SELECT f.relname FROM pg_class f WHERE f.oid = k.confrelid)"
                        + " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND k.contype = 'f' AND k.conrelid <> k.confrelid",
                row -> needs.get(row.getString(1)).add(row.getString(2)));
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        rows(
                "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),"
                        + " a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''"
                        + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'p')"
                        + " AND a.attnum > 1 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum",
                row -> columns.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(new Column(row.getString(2), row.getString(3), row.getBoolean(4))));
        Map<String, List<String>> keys = new LinkedHashMap<>();
        rows(
                "SELECT c.relname, a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS part (attnum, place)"
                        + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum"
                        + " WHERE n.nspname = ? AND k.contype = 'p' AND a.attnum > 1 ORDER BY c.relname, part.place",
                row -> keys.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(row.getString(2)));
        List<Table> tables = new ArrayList<>();
        for (String name : ordered(needs)) {
            tables.add(
                    new Table(schema, name, columns.getOrDefault(name, List.of()), keys.getOrDefault(name, List.of())));
        }
        return tables;
    }

    private static List<String> ordered(Map<String, Set<String>> needs) {
        List<String> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (order.size() < needs.size()) {
            List<String> ready = needs.keySet().stream()
                    .filter(name -> !done.contains(name))
                    .filter(name -> done.containsAll(needs.get(name)))
                    .toList();
            String next = ready.isEmpty()
                    ? needs.keySet().stream()
                            .filter(name -> !done.contains(name))
                            .findFirst()
                            .orElseThrow()
                    : ready.get(0);
            done.add(next);
            order.add(next);
        }
        return order;
    }

    /** The last migration that succeeded; for the owner of the schema only. */
    String version() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT version FROM " + schema
                                + ".schema_history WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : "0";
        }
    }

    boolean exists() throws SQLException {
        boolean[] found = {false};
        rows("SELECT nspname FROM pg_namespace WHERE nspname = ?", row -> found[0] = true);
        return found[0];
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Reader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
