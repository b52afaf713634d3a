package kr.dure.persistence.internal.tables;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.internal.TenantAccess;
import kr.dure.web.Conflict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** {@link TenantTables}: PostgreSQL itself writes and reads the values, so that none changes on the way. */
@Component
public final class TenantTablesImpl implements TenantTables {
    private static final int FETCH = 200;
    private static final String STAGE = "pg_temp.dure_import";

    private final TenantAccess access;

    @Activate
    public TenantTablesImpl(@Reference TenantAccess access) {
        this.access = access;
    }

    @Override
    public List<Table> tables(String unit) {
        return asOwner(unit, Catalogue::tables);
    }

    @Override
    public String version(String unit) {
        return asOwner(unit, Catalogue::version);
    }

    private interface Question<T> {
        T ask(Catalogue catalogue) throws SQLException;
    }

    private <T> T asOwner(String unit, Question<T> question) {
        try (Connection connection = access.owner()) {
            Catalogue catalogue = new Catalogue(connection, access.schema(unit));
            if (!catalogue.exists()) {
                throw new IllegalArgumentException("There is no unit " + unit + ".");
            }
            return question.ask(catalogue);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public <T> T atOneMoment(Work<T> work) throws IOException {
        try {
            return access.readAlone(connection -> work.run());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public boolean empty(String unit) {
        List<Table> tables = tables(unit);
        try {
            return access.read(connection -> {
                access.enter(connection, unit);
                for (Table table : tables) {
                    if (hasRows(connection, table)) {
                        return false;
                    }
                }
                return true;
            });
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static boolean hasRows(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT FROM " + name(table) + " LIMIT 1")) {
            return rows.next();
        }
    }

    @Override
    public Map<String, Long> copyOut(List<String> units, Sink sink) throws IOException {
        Map<String, List<Table>> tables = tables(units);
        Map<String, Long> counts = new LinkedHashMap<>();
        try {
            return access.read(connection -> {
                for (String unit : units) {
                    for (Table table : tables.get(unit)) {
                        OutputStream out = sink.open(table);
                        if (out != null) {
                            access.enter(connection, unit);
                            try (OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                                counts.put(table.fullName(), write(connection, table, buffered));
                            }
                        }
                    }
                }
                return counts;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Map<String, List<Table>> tables(List<String> units) {
        Map<String, List<Table>> tables = new LinkedHashMap<>();
        units.forEach(unit -> tables.put(unit, tables(unit)));
        return tables;
    }

    private static long write(Connection connection, Table table, OutputStream out) throws SQLException, IOException {
        String columns = table.columns().stream()
                .map(column -> ColumnType.of(column).out("t." + quoted(column.name())) + " AS " + quoted(column.name()))
                .collect(Collectors.joining(", "));
        String order = table.columns().stream()
                .filter(column -> table.key().contains(column.name()))
                .sorted((one, other) ->
                        table.key().indexOf(one.name()) - table.key().indexOf(other.name()))
                .map(column -> ColumnType.order(column, "t." + quoted(column.name())))
                .collect(Collectors.joining(", "));
        // No columns but tenant_id: an empty object, which row_to_json does not make of an empty list.
        String row = columns.isEmpty() ? "'{}'" : "(SELECT row_to_json(r)::text FROM (SELECT " + columns + ") r)";
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            long count = 0;
            try (ResultSet rows = statement.executeQuery("SELECT " + row + " FROM " + name(table) + " t ORDER BY "
                    + (order.isEmpty() ? "t::text COLLATE \"C\"" : order))) {
                for (; rows.next(); count++) {
                    out.write(rows.getString(1).getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            }
            return count;
        }
    }

    @Override
    public Map<String, Long> copyIn(List<String> units, Source source) throws IOException {
        Map<String, List<Table>> tables = tables(units);
        Map<String, Long> counts = new LinkedHashMap<>();
        try {
            return access.write(connection -> {
                for (String unit : units) {
                    access.enter(connection, unit);
                    for (Table table : tables.get(unit)) {
                        requireEmpty(connection, table);
                    }
                }
                for (String unit : units) {
                    for (Table table : tables.get(unit)) {
                        try (InputStream in = source.open(table)) {
                            if (in != null) {
                                access.enter(connection, unit);
                                counts.put(table.fullName(), read(connection, table, in));
                            }
                        }
                    }
                }
                return counts;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void requireEmpty(Connection connection, Table table) throws SQLException {
        if (hasRows(connection, table)) {
            throw new Conflict(
                    "비어 있는 곳으로만 가져올 수 있습니다. " + table.fullName() + "에 자료가 있습니다.",
                    "An import needs an empty place; " + table.fullName() + " has rows.");
        }
    }

    private static long read(Connection connection, Table table, InputStream in) throws SQLException, IOException {
        LineReader lines = new LineReader(table, in);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE dure_import (line bigint, body jsonb) ON COMMIT DROP");
            stage(connection, table, lines);
            if (lines.line() > 0) {
                insert(connection, table, lines.columns());
            }
            statement.execute("DROP TABLE " + STAGE);
        }
        return lines.line();
    }

    private static void stage(Connection connection, Table table, LineReader lines) throws SQLException, IOException {
        CopyIn copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + STAGE + " (line, body) FROM STDIN");
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                byte[] row = (lines.line() + "\t"
                                + line.replace("\\", "\\\\")
                                        .replace("\t", "\\t")
                                        .replace("\r", "\\r") + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(row, 0, row.length);
            }
            copy.endCopy();
        } catch (SQLException e) {
            throw LineReader.refused(
                    table,
                    lines.line(),
                    "이 줄까지 읽을 수 없는 값이 있습니다.",
                    "Up to this line there is a value that cannot be read.");
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** In one statement, so that rows may refer to later rows of their table. */
    private static void insert(Connection connection, Table table, Collection<String> present) throws SQLException {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.removeIf(column -> !present.contains(column.name()));
        String sql = sql(table, columns);
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            connection.rollback(before);
            throw LineReader.refused(
                    table,
                    faulty(connection, sql, e.getSQLState()),
                    "데이터베이스가 거절했습니다 (" + e.getSQLState() + ").",
                    "The database refuses it (" + e.getSQLState() + ").");
        }
    }

    private static String sql(Table table, List<Column> columns) {
        if (columns.isEmpty()) {
            return "INSERT INTO " + name(table) + " (tenant_id) SELECT current_setting('dure.tenant')::uuid FROM "
                    + STAGE + " s WHERE true";
        }
        String names = columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(column -> ColumnType.of(column).in("r." + quoted(column.name()), column))
                .collect(Collectors.joining(", "));
        String types = columns.stream()
                .map(column ->
                        quoted(column.name()) + " " + ColumnType.of(column).read(column))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + name(table) + " (" + names + ") OVERRIDING SYSTEM VALUE SELECT " + values + " FROM "
                + STAGE + " s CROSS JOIN LATERAL jsonb_to_record(s.body) AS r (" + types + ") WHERE true";
    }

    /** The first line the database refuses for this reason; 0 when it is no single one. */
    private static long faulty(Connection connection, String sql, String state) throws SQLException {
        List<Long> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT line FROM " + STAGE + " ORDER BY line LIMIT 100000")) {
            while (rows.next()) {
                lines.add(rows.getLong(1));
            }
        }
        try (PreparedStatement one = connection.prepareStatement(sql + " AND s.line = ?")) {
            for (long line : lines) {
                Savepoint before = connection.setSavepoint();
                one.setLong(1, line);
                try {
                    one.execute();
                    connection.releaseSavepoint(before);
                } catch (SQLException e) {
                    connection.rollback(before);
                    if (state.equals(e.getSQLState())) {
                        return line;
                    }
                }
            }
        }
        return 0;
    }

    private static String name(Table table) {
        return table.schema() + "." + quoted(table.name());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
