package kr.dure.identity.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Points in time as native queries answer them. */
public final class Instants {
    private Instants() {}

    /** @param column what a {@code timestamptz} column came as, or null */
    public static Instant of(Object column) {
        if (column == null) {
            return null;
        }
        return column instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) column).toInstant();
    }
}
