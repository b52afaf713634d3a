package kr.dure.document;

import java.io.IOException;
import java.util.List;

/**
 * A file being written. For one thread. Only {@link #finish} makes it whole: what is closed without it cannot be mistaken
 * for a whole workbook, because it does not open.
 */
public interface SheetWriter extends AutoCloseable {
    /**
     * Begins a sheet with a line of headings that stays in view. CSV has one sheet only.
     *
     * @param name made to fit when Excel would not take it (31 characters, none of {@code []:*?/\}); not in CSV
     * @throws IllegalStateException for a second sheet of a CSV file
     */
    void sheet(String name, List<Column> columns) throws IOException;

    /**
     * Adds a row.
     *
     * @param values as many as columns or fewer: null, text, {@code Integer}, {@code Long}, {@code BigDecimal},
     *     {@code Boolean}, {@code LocalDate}, {@code LocalDateTime}, {@code LocalTime}; text of at most 32,767 characters
     * @throws IllegalArgumentException for anything else
     * @throws IllegalStateException before {@link #sheet} and beyond 1,048,576 rows of a workbook
     */
    void row(List<?> values) throws IOException;

    /** Completes the file. */
    void finish() throws IOException;

    /** Frees what is held; without {@link #finish} the file stays a torso. */
    @Override
    void close();

    /**
     * A column.
     *
     * @param heading what the first line calls it
     * @param width in characters, 1 to 255
     * @param text whether a workbook takes what people write into it as text, so that numbers keep their leading zeros
     */
    record Column(String heading, int width, boolean text) {
        private static final int WIDTH = 16;

        public Column(String heading) {
            this(heading, WIDTH, false);
        }

        /** A column of text. */
        public static Column ofText(String heading) {
            return new Column(heading, WIDTH, true);
        }
    }
}
