package kr.dure.identity.internal.organisation;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kr.dure.identity.internal.Rows;
import kr.dure.persistence.Session;

/** Native statements of this package; {@code ?1} is the first of the values. */
final class Sql {
    private final EntityManager entities;

    /** One row of an answer. */
    record Row(Object[] values) {
        UUID id(int column) {
            return (UUID) values[column];
        }

        String text(int column) {
            return (String) values[column];
        }

        int number(int column) {
            return ((Number) values[column]).intValue();
        }

        boolean yes(int column) {
            return (Boolean) values[column];
        }

        /** A day, or null. */
        LocalDate day(int column) {
            return values[column] == null ? null : ((Date) values[column]).toLocalDate();
        }
    }

    Sql(Session session) {
        this.entities = session.entities();
    }

    <T> List<T> rows(String sql, Function<Row, T> reader, Object... values) {
        return Rows.of(query(sql, values), columns -> reader.apply(new Row(columns)));
    }

    /**
     * Joins by hashing for the rest of the transaction: of thousands of rows that were written just now the database's
     * statistics know nothing yet, and comparing each with each would take ten times as long.
     */
    void expectMany() {
        rows("SELECT set_config('enable_nestloop', 'off', true)", row -> row);
    }

    int run(String sql, Object... values) {
        return query(sql, values).executeUpdate();
    }

    private Query query(String sql, Object[] values) {
        Query query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i] instanceof LocalDate day ? Date.valueOf(day) : values[i]);
        }
        return query;
    }
}
