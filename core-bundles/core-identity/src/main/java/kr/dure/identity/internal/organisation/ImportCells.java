package kr.dure.identity.internal.organisation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write into cells. */
final class ImportCells {
    private static final Pattern DAY = Pattern.compile(
            "([0-9]{4})\\s*[-./년]\\s*([0-9]{1,2})\\s*[-./월]\\s*([0-9]{1,2})\\s*[.일]?(?:[ T]00:00(?::00)?)?");

    private static final Pattern COMPACT = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{4,5}");
    private static final Set<String> YES = Set.of("y", "yes", "o", "true", "1", "예", "겸직");
    private static final Set<String> NO = Set.of("", "n", "no", "x", "false", "0", "아니오", "아니요", "본직");

    private ImportCells() {}

    /** Whether a formula has failed. */
    static boolean isError(String cell) {
        return cell.startsWith("#") && cell.matches("#(REF!|N/A|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!)");
    }

    /**
     * A day in any usual form, or as the number that Excel keeps.
     *
     * @param dayZero what such a number counts from, or null where there is none
     */
    static Optional<LocalDate> day(String cell, LocalDate dayZero) {
        try {
            Matcher matcher = DAY.matcher(cell);
            if (!matcher.matches()) {
                matcher = COMPACT.matcher(cell);
            }
            if (matcher.matches()) {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))));
            }
            if (dayZero != null && NUMBER.matcher(cell).matches()) {
                return Optional.of(dayZero.plusDays(Integer.parseInt(cell)));
            }
            return Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> yesOrNo(String cell) {
        String lower = cell.toLowerCase(Locale.ROOT);
        if (YES.contains(lower)) {
            return Optional.of(true);
        }
        return NO.contains(lower) ? Optional.of(false) : Optional.empty();
    }

    /** A mobile number; a spreadsheet that takes it for a number drops the leading zero. */
    static String phone(String cell) {
        return cell.matches("1[016789][0-9]{7,8}") ? "0" + cell : cell;
    }
}
