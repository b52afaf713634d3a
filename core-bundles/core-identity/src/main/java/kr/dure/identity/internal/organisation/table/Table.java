package kr.dure.identity.internal.organisation.table;

import java.time.LocalDate;
import java.util.List;

/**
 * A sheet of a workbook, or a CSV file: names of columns and lines of text.
 *
 * @param name of the sheet; empty for a CSV file
 * @param headers as they stand in the first line that is not empty
 * @param dayZero what day a number stands for that Excel shows as a date, less that number of days; null in a CSV file
 */
public record Table(String name, List<String> headers, List<Line> lines, LocalDate dayZero) {
    public Table {
        headers = List.copyOf(headers);
        lines = List.copyOf(lines);
    }

    /** A table to be written. */
    public Table(String name, List<String> headers, List<Line> lines) {
        this(name, headers, lines, null);
    }

    /**
     * @param row its number as a spreadsheet shows it, from 1
     * @param cells without spaces around them; may be fewer than there are headers, never more
     */
    public record Line(int row, List<String> cells) {
        public Line {
            cells = List.copyOf(cells);
        }

        /** What stands in a column; empty for nothing. */
        public String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }
}
