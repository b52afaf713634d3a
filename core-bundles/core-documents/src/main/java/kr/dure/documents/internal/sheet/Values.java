package kr.dure.documents.internal.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import kr.dure.document.Cell;

/** What may be written into cells. */
final class Values {
    private static final int MAX_TEXT = 32_767;

    private Values() {}

    static void check(List<?> values, int width) {
        if (values.size() > width) {
            throw new IllegalArgumentException("There are more values than columns.");
        }
        for (Object value : values) {
            boolean known = value == null
                    || value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof BigDecimal
                    || value instanceof Boolean
                    || value instanceof LocalDate
                    || value instanceof LocalDateTime
                    || value instanceof LocalTime;
            if (!known) {
                throw new IllegalArgumentException(
                        "No value of a cell: " + value.getClass().getName());
            }
            if (value instanceof String words && words.length() > MAX_TEXT) {
                throw new IllegalArgumentException("A cell holds at most " + MAX_TEXT + " characters.");
            }
        }
    }

    /** As {@link Cell#text} would show it. */
    static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Boolean choice) {
            return new Cell.Choice(choice).text();
        }
        if (value instanceof LocalDateTime moment) {
            return new Cell.Moment(moment).text();
        }
        return value.toString();
    }
}
