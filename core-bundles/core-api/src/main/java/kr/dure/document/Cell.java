package kr.dure.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What stands in a cell. A formula counts as what it gave when the file was saved. In CSV everything is text. */
public sealed interface Cell {
    /** The only one that is empty. */
    Empty EMPTY = new Empty();

    /** As a person would write it: numbers without exponent, dates as 2026-06-11; never null, without spaces around it. */
    String text();

    /** Nothing. */
    record Empty() implements Cell {
        @Override
        public String text() {
            return "";
        }
    }

    /** @param text not empty, without spaces around it */
    record Words(String text) implements Cell {}

    /** @param value at most 30 digits behind the point */
    record Amount(BigDecimal value) implements Cell {
        @Override
        public String text() {
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }
    }

    /** A date. */
    record Day(LocalDate value) implements Cell {
        @Override
        public String text() {
            return value.toString();
        }
    }

    /** A date with a time, to the second. */
    record Moment(LocalDateTime value) implements Cell {
        @Override
        public String text() {
            return value.toLocalDate() + " " + value.toLocalTime().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** A time of day, to the second. */
    record Time(LocalTime value) implements Cell {
        @Override
        public String text() {
            return value.toString();
        }
    }

    /** Yes or no. */
    record Choice(boolean value) implements Cell {
        @Override
        public String text() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** A formula that failed: {@code #REF!}. */
    record Failure(String text) implements Cell {}
}
