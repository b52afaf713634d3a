package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import kr.dure.web.Invalid;

/** Stretches of days and the day it is. An end is the first day after, null where there is none. */
final class Days {
    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    /** What anybody plans for; the database's dates reach further than a slip of the keyboard should. */
    private static final int MAX_YEARS_AHEAD = 50;

    private Days() {}

    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** {@code day}, or today where none is given. */
    static LocalDate orToday(LocalDate day, Clock clock) {
        return day == null ? today(clock) : day;
    }

    /**
     * The day from which a change shall hold, today where none is given.
     *
     * @throws Invalid naming {@code field} for a day in the past: what was is not rewritten
     */
    static LocalDate effective(LocalDate day, String field, Clock clock) {
        LocalDate today = today(clock);
        if (day == null) {
            return today;
        }
        if (day.isBefore(today)) {
            throw new Invalid(
                    field,
                    "오늘이나 그 뒤의 날짜만 쓸 수 있습니다. 지난 조직은 바꾸지 않습니다.",
                    "Give today or a later day; the past is not changed.");
        }
        return near(day, field, clock);
    }

    /** @throws Invalid naming {@code field} for a day more than fifty years from now */
    static LocalDate near(LocalDate day, String field, Clock clock) {
        if (day != null && day.isAfter(today(clock).plusYears(MAX_YEARS_AHEAD))) {
            throw new Invalid(field, "너무 먼 날짜입니다.", "This day is too far ahead.");
        }
        return day;
    }

    static boolean holds(LocalDate from, LocalDate to, LocalDate day) {
        return !day.isBefore(from) && (to == null || day.isBefore(to));
    }

    static boolean overlap(LocalDate from, LocalDate to, LocalDate otherFrom, LocalDate otherTo) {
        return (otherTo == null || from.isBefore(otherTo)) && (to == null || otherFrom.isBefore(to));
    }

    /** The earlier of two ends. */
    static LocalDate earlierEnd(LocalDate one, LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether {@code end} lies behind {@code day}. */
    static boolean endsAfter(LocalDate end, LocalDate day) {
        return end == null || end.isAfter(day);
    }
}
