package kr.dure.multidomain.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An extra domain that is or was charged.
 *
 * @param id the domain's id
 * @param requestedBy login id of who applied for it
 * @param requestedOn its first day (Asia/Seoul), charged
 * @param removedBy login id of who gave it back, or null
 * @param removedOn its last day (Asia/Seoul), charged too, or null
 */
public record ExtraDomain(
        UUID id,
        String host,
        String mailDomain,
        String requestedBy,
        LocalDate requestedOn,
        String removedBy,
        LocalDate removedOn) {
    /** How many days of {@code month} from {@code first} on it is there; what still runs, runs to the month's end. */
    int daysIn(YearMonth month, LocalDate first) {
        LocalDate from = requestedOn.isBefore(first) ? first : requestedOn;
        LocalDate end = month.atEndOfMonth();
        LocalDate to = removedOn == null || removedOn.isAfter(end) ? end : removedOn;
        return Math.max(0, Math.toIntExact(ChronoUnit.DAYS.between(from, to)) + 1);
    }
}
