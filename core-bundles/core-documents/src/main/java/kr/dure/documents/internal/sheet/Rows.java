package kr.dure.documents.internal.sheet;

import java.util.ArrayList;
import java.util.List;
import kr.dure.document.Cell;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader.Row;

/** Makes rows of cells, within the limits. */
final class Rows {
    private final SheetLimits limits;

    Rows(SheetLimits limits) {
        this.limits = limits;
    }

    /** Null for a row without anything in it. */
    Row of(String sheet, long number, List<Cell> cells) {
        int used = cells.size();
        while (used > 0 && cells.get(used - 1) == Cell.EMPTY) {
            used--;
        }
        if (number > limits.rows()) {
            if (used == 0) {
                return null;
            }
            throw Refusals.at(
                    sheet,
                    number,
                    limits.rows() + "행까지 읽습니다.",
                    "a sheet must not have more than " + limits.rows() + " rows.");
        }
        if (used > limits.columns()) {
            throw Refusals.at(
                    sheet,
                    number,
                    "열이 " + limits.columns() + "개를 넘습니다.",
                    "there are more than " + limits.columns() + " columns.");
        }
        return used == 0 ? null : new Row((int) number, new ArrayList<>(cells.subList(0, used)));
    }

    Cell text(String sheet, long number, String value) {
        // A no-break space is what a web page leaves behind in a cell.
        String stripped = value == null ? "" : value.replace('\u00a0', ' ').strip();
        if (stripped.length() > limits.characters()) {
            throw Refusals.at(
                    sheet,
                    number,
                    limits.characters() + "자를 넘는 칸이 있습니다.",
                    "a cell has more than " + limits.characters() + " characters.");
        }
        return stripped.isEmpty() ? Cell.EMPTY : new Cell.Words(stripped);
    }
}
