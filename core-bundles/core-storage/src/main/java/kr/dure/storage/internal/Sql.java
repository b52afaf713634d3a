package kr.dure.storage.internal;

import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import kr.dure.persistence.Session;

/** SQL with types. What is kept here is locked, counted and moved by sets, which entities are no help with. */
final class Sql {
    private final Session session;

    Sql(Session session) {
        this.session = session;
    }

    /** Returns how many rows it changed. */
    int run(String sql, Object... values) {
        return query(sql, values).executeUpdate();
    }

    <T> List<T> rows(String sql, Function<Object[], T> read, Object... values) {
        List<T> rows = new ArrayList<>();
        for (Object row : query(sql, values).getResultList()) {
            rows.add(read.apply(row instanceof Object[] columns ? columns : new Object[] {row}));
        }
        return rows;
    }

    private Query query(String sql, Object... values) {
        Query query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            query.setParameter(i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
        return query;
    }

    static Instant instant(Object column) {
        if (column == null) {
            return null;
        }
        return column instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) column).toInstant();
    }
}
