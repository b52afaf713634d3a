package kr.dure.persistence.internal.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** How long the log is kept: two years and the day they end on, by the calendar of Seoul. */
final class AuditAge {
    static final int YEARS = 2;

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private AuditAge() {}

    /** What is older than this may go; the database's own policies say the same. */
    static Instant limit(Instant now) {
        return LocalDate.ofInstant(now, SEOUL)
                .minusYears(YEARS)
                .atStartOfDay(SEOUL)
                .toInstant();
    }
}
