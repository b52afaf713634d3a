package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days in a row, both ends counted in (B1).
 *
 * @param first the first day
 * @param last the last day, not before {@code first}
 */
public record Days(LocalDate first, LocalDate last) {
    public Days {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(last + " is before " + first);
        }
    }

    /** All days of {@code month}. */
    public static Days of(YearMonth month) {
        return new Days(month.atDay(1), month.atEndOfMonth());
    }

    /**
     * What lies inside {@code month}, or empty.
     *
     * @param first null for "since ever"
     * @param last null for "until further notice"
     */
    public static Optional<Days> inside(YearMonth month, LocalDate first, LocalDate last) {
        LocalDate from = first == null || first.isBefore(month.atDay(1)) ? month.atDay(1) : first;
        LocalDate to = last == null || last.isAfter(month.atEndOfMonth()) ? month.atEndOfMonth() : last;
        return to.isBefore(from) ? Optional.empty() : Optional.of(new Days(from, to));
    }

    /** How many days there are, 1 or more. */
    public int count() {
        return Math.toIntExact(ChronoUnit.DAYS.between(first, last) + 1);
    }

    /** Whether {@code day} is one of them. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    /** How many days from {@code day} to the end, {@code day} counted in. */
    public int countFrom(LocalDate day) {
        return new Days(day, last).count();
    }

    /** How many days both have. */
    public int overlap(Days other) {
        LocalDate from = first.isAfter(other.first) ? first : other.first;
        LocalDate to = last.isBefore(other.last) ? last : other.last;
        return to.isBefore(from) ? 0 : new Days(from, to).count();
    }
}
