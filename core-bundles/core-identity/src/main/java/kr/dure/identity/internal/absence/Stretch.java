package kr.dure.identity.internal.absence;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Days of absence, to the half.
 *
 * @param from the first day
 * @param fromNoon away from noon of it only
 * @param to the last day, inclusive
 * @param untilNoon back at noon of it
 */
record Stretch(LocalDate from, boolean fromNoon, LocalDate to, boolean untilNoon) {
    private static final int NOON = 12;

    /** Half days are numbered; the morning of a day has an even number. */
    static long half(LocalDateTime at) {
        return at.toLocalDate().toEpochDay() * 2 + (at.getHour() < NOON ? 0 : 1);
    }

    boolean valid() {
        return first() < end();
    }

    boolean overlaps(Stretch other) {
        return first() < other.end() && other.first() < end();
    }

    boolean covers(long half) {
        return first() <= half && half < end();
    }

    /** Whether both are the same as far as the days before {@code day} are concerned. */
    boolean sameBefore(LocalDate day, Stretch other) {
        long limit = day.toEpochDay() * 2;
        boolean began = first() < limit;
        boolean otherBegan = other.first() < limit;
        return began == otherBegan
                && (!began || first() == other.first() && Math.min(end(), limit) == Math.min(other.end(), limit));
    }

    private long first() {
        return from.toEpochDay() * 2 + (fromNoon ? 1 : 0);
    }

    private long end() {
        return to.toEpochDay() * 2 + (untilNoon ? 1 : 2);
    }
}
