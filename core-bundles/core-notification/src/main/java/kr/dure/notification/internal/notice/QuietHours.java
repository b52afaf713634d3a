package kr.dure.notification.internal.notice;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When somebody is to be left alone, in Seoul. What begins in the evening of a day ends the next morning; the end itself
 * is no longer quiet.
 *
 * @param from minute of the day, 0 to 1,439
 * @param to minute of the day, 0 to 1,439; not later than {@code from}: of the next day
 * @param days on which it begins, at least one
 */
record QuietHours(int from, int to, Set<DayOfWeek> days) {
    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    static final int MINUTES = 24 * 60;

    private static final int DAYS = 7;

    QuietHours {
        days = Set.copyOf(days);
    }

    /** Whether no minute of the week is left. */
    boolean always() {
        return from == to && days.size() == DAYS;
    }

    /** When quiet ends, if {@code moment} is quiet. */
    Optional<Instant> until(Instant moment) {
        Instant end = moment;
        // What ends when the next begins is one: at most a week's.
        for (Optional<Instant> next = end(end); next.isPresent(); next = end(end)) {
            end = next.get();
        }
        return end.equals(moment) ? Optional.empty() : Optional.of(end);
    }

    private Optional<Instant> end(Instant moment) {
        LocalDate today = LocalDate.ofInstant(moment, SEOUL);
        return Optional.<Instant>empty()
                .or(() -> end(today.minusDays(1), moment))
                .or(() -> end(today, moment));
    }

    /** The end of what begins on {@code day}, if it holds at {@code moment}. */
    private Optional<Instant> end(LocalDate day, Instant moment) {
        if (!days.contains(day.getDayOfWeek())) {
            return Optional.empty();
        }
        Instant begin = at(day, from);
        Instant end = at(to > from ? day : day.plusDays(1), to);
        return !moment.isBefore(begin) && moment.isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    private static Instant at(LocalDate day, int minute) {
        return day.atStartOfDay(SEOUL).plusMinutes(minute).toInstant();
    }

    /** Days as the database has them: {@code 12345}, Monday first. */
    String writeDays() {
        return days.stream()
                .sorted()
                .map(day -> Integer.toString(day.getValue()))
                .collect(Collectors.joining());
    }

    static Set<DayOfWeek> readDays(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        text.chars().forEach(digit -> days.add(DayOfWeek.of(digit - '0')));
        return days;
    }
}
