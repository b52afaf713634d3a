package kr.dure.approval.internal.form;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import kr.dure.product.Text;

/**
 * A field of a form. In JSON {@code kind} says which of them it is: {@code text rich-text number money date time period
 * select table person department automatic}.
 *
 * <p>What every field has: {@code key}, its name in the document's values and in formulas (a small letter, then letters and
 * digits); {@code label}, what people read; {@code help}, a hint below it, may be null; {@code required}, whether a
 * document cannot be submitted without it. Numbers that are absent in JSON take the default that is named with them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FormField.Line.class, name = "text"),
    @JsonSubTypes.Type(value = FormField.RichText.class, name = "rich-text"),
    @JsonSubTypes.Type(value = FormField.Figure.class, name = "number"),
    @JsonSubTypes.Type(value = FormField.Money.class, name = "money"),
    @JsonSubTypes.Type(value = FormField.Day.class, name = "date"),
    @JsonSubTypes.Type(value = FormField.Time.class, name = "time"),
    @JsonSubTypes.Type(value = FormField.Period.class, name = "period"),
    @JsonSubTypes.Type(value = FormField.Select.class, name = "select"),
    @JsonSubTypes.Type(value = FormField.Table.class, name = "table"),
    @JsonSubTypes.Type(value = FormField.PersonPicker.class, name = "person"),
    @JsonSubTypes.Type(value = FormField.DepartmentPicker.class, name = "department"),
    @JsonSubTypes.Type(value = FormField.Automatic.class, name = "automatic"),
})
public sealed interface FormField {
    String key();

    Text label();

    Text help();

    boolean required();

    /** What formulas count with. */
    sealed interface Numeric extends FormField {
        /** What it is computed from; null when people type it. */
        String formula();

        Rounding rounding();

        /** Least value, null for none. */
        BigDecimal min();

        /** Greatest value, null for none. */
        BigDecimal max();

        /** Digits behind the point. */
        int places();
    }

    /**
     * Plain text.
     *
     * @param maxLength in characters, 1 to 20,000; 200 when absent, 2,000 with several lines
     * @param multiline whether it may have several lines
     */
    record Line(String key, Text label, Text help, boolean required, Integer maxLength, boolean multiline)
            implements FormField {
        public Line {
            maxLength = maxLength == null ? (multiline ? 2_000 : 200) : maxLength;
        }
    }

    /**
     * Text with markup, as HTML.
     *
     * @param maxLength in characters of HTML, 1 to 200,000; 100,000 when absent
     */
    record RichText(String key, Text label, Text help, boolean required, Integer maxLength) implements FormField {
        public RichText {
            maxLength = maxLength == null ? 100_000 : maxLength;
        }
    }

    /**
     * A number.
     *
     * @param decimals digits behind the point, 0 to 6; 0 when absent
     * @param min null for none
     * @param max null for none
     * @param step a typed value is a multiple of it, e.g. 0.5 for half days; null for none
     * @param unit behind the number, e.g. 일; null for none
     * @param formula see docs/approval.md; null when people type it
     * @param rounding of the formula; half up when absent
     */
    record Figure(
            String key,
            Text label,
            Text help,
            boolean required,
            Integer decimals,
            BigDecimal min,
            BigDecimal max,
            BigDecimal step,
            Text unit,
            String formula,
            Rounding rounding)
            implements Numeric {
        public Figure {
            decimals = decimals == null ? 0 : decimals;
            rounding = rounding == null ? Rounding.HALF_UP : rounding;
        }

        @Override
        public int places() {
            return decimals;
        }
    }

    /**
     * An amount of money, with the decimals of its currency.
     *
     * @param currency ISO 4217; KRW when absent
     * @param min null for none
     * @param max null for none
     * @param formula see docs/approval.md; null when people type it
     * @param rounding of the formula; half up when absent
     * @param inWords whether the paper also has it in Hangul, 일금 …원정
     */
    record Money(
            String key,
            Text label,
            Text help,
            boolean required,
            String currency,
            BigDecimal min,
            BigDecimal max,
            String formula,
            Rounding rounding,
            boolean inWords)
            implements Numeric {
        public Money {
            currency = currency == null ? "KRW" : currency;
            rounding = rounding == null ? Rounding.HALF_UP : rounding;
        }

        @Override
        public int places() {
            return Currency.getInstance(currency).getDefaultFractionDigits();
        }
    }

    /** A day, {@code 2026-06-11}. */
    record Day(String key, Text label, Text help, boolean required) implements FormField {}

    /** A time of day, {@code 09:00}. */
    record Time(String key, Text label, Text help, boolean required) implements FormField {}

    /**
     * From … to …, {@code {"from": "2026-06-11", "to": "2026-06-12"}} or with times, {@code "2026-06-11T18:00"}; both ends
     * belong to it. In formulas it has {@code .days} (both ends counted) and {@code .hours}.
     *
     * @param unit DAYS when absent
     * @param maxDays how long it may be, 1 to 3,660; 366 when absent
     */
    record Period(String key, Text label, Text help, boolean required, Unit unit, Integer maxDays)
            implements FormField {
        /** How exact a period is. */
        public enum Unit {
            DAYS,
            MINUTES
        }

        public Period {
            unit = unit == null ? Unit.DAYS : unit;
            maxDays = maxDays == null ? 366 : maxDays;
        }
    }

    /**
     * One or several of a list.
     *
     * @param options 1 to 200
     * @param multiple whether several may be chosen; the value is then a list
     */
    record Select(String key, Text label, Text help, boolean required, List<Option> options, boolean multiple)
            implements FormField {
        /**
         * What can be chosen.
         *
         * @param value as it stands in the document's values, at most 50 characters
         */
        public record Option(String value, Text label) {}

        public Select {
            options = options == null ? List.of() : List.copyOf(options);
        }
    }

    /**
     * Rows with columns. In formulas of the form {@code table.column} is the list of a column's values, as in
     * {@code SUM(items.amount)}; in a formula of a column the names of other columns are the values of its row.
     *
     * @param columns 1 to 20 fields, no tables, no rich text, nothing automatic
     * @param minRows 0 when absent, 1 when the table is required
     * @param maxRows 1 to 500; 100 when absent
     * @param sums keys of the columns that are added up below the table
     */
    record Table(
            String key,
            Text label,
            Text help,
            boolean required,
            List<FormField> columns,
            Integer minRows,
            Integer maxRows,
            List<String> sums)
            implements FormField {
        public Table {
            columns = columns == null ? List.of() : List.copyOf(columns);
            minRows = minRows == null ? (required ? 1 : 0) : minRows;
            maxRows = maxRows == null ? 100 : maxRows;
            sums = sums == null ? List.of() : List.copyOf(sums);
        }
    }

    /** A person of the company or, with {@code multiple}, a list: {@code {"id", "name"}}; an id alone is enough to send. */
    record PersonPicker(String key, Text label, Text help, boolean required, boolean multiple) implements FormField {}

    /** A department of the company or, with {@code multiple}, a list: {@code {"id", "name"}}; an id alone is enough to send. */
    record DepartmentPicker(String key, Text label, Text help, boolean required, boolean multiple)
            implements FormField {}

    /** What the system fills in; what is sent for it is replaced. */
    record Automatic(String key, Text label, Text help, Source source) implements FormField {
        /** Where it comes from. */
        public enum Source {
            DRAFTER,
            POSITION,
            DEPARTMENT,
            COMPANY,
            /** The day the document is drafted, in Korea. */
            DATE,
            /** The document's number; null until it has one. */
            NUMBER
        }

        @Override
        public boolean required() {
            return false;
        }
    }
}
