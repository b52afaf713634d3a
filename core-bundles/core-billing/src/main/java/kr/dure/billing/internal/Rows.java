package kr.dure.billing.internal;

import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What native queries answer, with types. Ids are selected as text. */
public final class Rows {
    private Rows() {}

    /** Rows of one or several columns. */
    public static <T> List<T> of(Query query, Function<Object[], T> read) {
        List<T> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            rows.add(read.apply(row instanceof Object[] columns ? columns : new Object[] {row}));
        }
        return rows;
    }

    public static UUID uuid(Object text) {
        return text == null ? null : UUID.fromString((String) text);
    }

    public static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** @param column what a {@code date} column came as, or null */
    public static LocalDate date(Object column) {
        if (column == null) {
            return null;
        }
        return column instanceof java.sql.Date date ? date.toLocalDate() : LocalDate.parse(column.toString());
    }

    /** @param column what a {@code timestamptz} column came as, or null */
    public static Instant instant(Object column) {
        if (column == null) {
            return null;
        }
        return column instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) column).toInstant();
    }
}
