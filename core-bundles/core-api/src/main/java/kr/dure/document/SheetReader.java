package kr.dure.document;

import java.time.LocalDate;
import java.util.List;

/**
 * A file being read: {@code while (reader.nextSheet()) while ((row = reader.nextRow()) != null) …}. For one thread. Both
 * methods throw {@link kr.dure.web.Invalid} (422, {@code file}, with the sheet and the row) for what is broken or too much.
 */
public interface SheetReader extends AutoCloseable {
    SheetFormat format();

    /** Goes to the next sheet, leaving out what is left of this one; false after the last. CSV has one. */
    boolean nextSheet();

    /** What the sheet is called; empty for CSV. */
    String sheet();

    /** The next row that has anything in it, or null after the last. */
    Row nextRow();

    /**
     * What day a number stands for that Excel shows as a date, less that number of days; null for CSV. Cells that are
     * formatted as dates come as {@link Cell.Day}; this is for those that lost their format.
     */
    LocalDate dayZero();

    /** Ends the reading and removes what was kept aside. */
    @Override
    void close();

    /**
     * @param number as a spreadsheet shows it, from 1
     * @param cells from the first column to the last that has anything in it
     */
    record Row(int number, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        /** What stands in a column, from 0; {@link Cell.Empty} beyond the last. */
        public Cell cell(int column) {
            return column < cells.size() ? cells.get(column) : Cell.EMPTY;
        }
    }
}
