package kr.dure.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The current tenant's rows of whole apps, as JSON Lines. Implemented by core-persistence. Works under the app's own
 * role and the row-level security of the tenant.
 *
 * <p>One line is one row: an object with every column but {@code tenant_id}, in the table's order. Instants are RFC 3339
 * in UTC, {@code bytea} is base64, {@code jsonb} is a text in PostgreSQL's canonical form, numbers are exact, NULL is
 * null. Rows are ordered by their primary key, texts by code point. The same rows give the same bytes.
 */
public interface TenantTables {
    /**
     * The tables of an app, each after those it refers to.
     *
     * @param unit e.g. {@code kr.dure.sms}
     * @throws IllegalArgumentException when there is no such unit on this database
     */
    List<Table> tables(String unit);

    /** The last migration of the app's schema, e.g. {@code 004}. */
    String version(String unit);

    /**
     * Runs {@code work} in a read-only transaction that sees one moment of the database, whatever happens meanwhile:
     * {@link #copyOut} and every {@code Tx.read} inside it, of any unit. Not inside another transaction.
     */
    <T> T atOneMoment(Work<T> work) throws IOException;

    /** Whether the current tenant has no row in the app's tables. */
    boolean empty(String unit);

    /**
     * Writes all tables of all units as they are at one moment; joins {@link #atOneMoment}, and is a transaction of its
     * own outside.
     *
     * @param sink where each table goes
     * @return how many rows were written, by {@code schema.table}
     */
    Map<String, Long> copyOut(List<String> units, Sink sink) throws IOException;

    /**
     * Reads tables into the current tenant, which must have no row in any of the units: all of them or, when anything
     * is refused, nothing. Joins a surrounding {@code Tx.write}, which decides then, and is a transaction of its own
     * outside.
     *
     * <p>The first line of a table says which columns it has, and every other line has the same. A column that this
     * version of the app has and the lines have not takes its default; one that the lines have and this version has not
     * is refused.
     *
     * @param source where each table comes from
     * @return how many rows were read, by {@code schema.table}
     * @throws kr.dure.web.Problem 409 when there are rows already, 422 naming {@code schema.table:line} for what is not
     *     as it must be
     */
    Map<String, Long> copyIn(List<String> units, Source source) throws IOException;

    /**
     * A table.
     *
     * @param schema the app's
     * @param columns without {@code tenant_id}, in the table's order
     * @param key the primary key's columns without {@code tenant_id}; may be empty
     */
    record Table(String schema, String name, List<Column> columns, List<String> key) {
        public Table {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        /** {@code schema.table}. */
        public String fullName() {
            return schema + "." + name;
        }
    }

    /**
     * A column.
     *
     * @param type as PostgreSQL writes it, e.g. {@code timestamp with time zone} or {@code numeric(12,2)}
     * @param required whether a row without it is refused: NOT NULL and no default
     */
    record Column(String name, String type, boolean required) {}

    /** What is done at one moment. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Where tables go. */
    @FunctionalInterface
    interface Sink {
        /** A stream for one table, closed by the caller; null leaves the table out. */
        OutputStream open(Table table) throws IOException;
    }

    /** Where tables come from. */
    @FunctionalInterface
    interface Source {
        /** A stream of one table's lines, closed by the caller; null when there is none, and the table stays empty. */
        InputStream open(Table table) throws IOException;
    }
}
