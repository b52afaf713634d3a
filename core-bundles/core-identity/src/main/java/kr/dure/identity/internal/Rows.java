package kr.dure.identity.internal;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What native queries answer, with types. */
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

    /** Rows of one text. */
    public static List<String> texts(Query query) {
        List<String> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            rows.add((String) row);
        }
        return rows;
    }
}
