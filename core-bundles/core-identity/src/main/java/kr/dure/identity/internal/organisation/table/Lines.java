package kr.dure.identity.internal.organisation.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kr.dure.product.Text;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;

/** Makes a {@link Table} of lines as they are read: the first that says something names the columns. */
final class Lines {
    static final int MAX_LINES = 20_000;
    static final int MAX_COLUMNS = 50;
    static final int MAX_CELL = 500;

    private final String sheet;
    private List<String> headers;
    private final List<Table.Line> lines = new ArrayList<>();

    Lines(String sheet) {
        this.sheet = sheet;
    }

    /** @throws Problem 413 when there are too many lines, 400 when the line is too wide */
    void add(int row, List<String> cells) {
        List<String> stripped = new ArrayList<>();
        for (String cell : cells) {
            // A no-break space is what a web page leaves behind in a cell.
            String value = cell == null ? "" : cell.replace('\u00a0', ' ').strip();
            if (value.length() > MAX_CELL) {
                throw refuse(row, MAX_CELL + "자를 넘는 칸이 있습니다.", "a cell has more than " + MAX_CELL + " characters.");
            }
            stripped.add(value);
        }
        while (!stripped.isEmpty() && stripped.get(stripped.size() - 1).isEmpty()) {
            stripped.remove(stripped.size() - 1);
        }
        if (stripped.isEmpty()) {
            return;
        }
        if (headers == null) {
            if (stripped.size() > MAX_COLUMNS) {
                throw refuse(row, "열이 " + MAX_COLUMNS + "개를 넘습니다.", "there are more than " + MAX_COLUMNS + " columns.");
            }
            headers = stripped;
            return;
        }
        if (stripped.size() > headers.size()) {
            throw refuse(row, "제목이 없는 열에 값이 있습니다.", "there is something in a column without a heading.");
        }
        if (lines.size() == MAX_LINES) {
            throw tooLarge(
                    "한 번에 " + MAX_LINES + "줄까지 올릴 수 있습니다.", "A file must not have more than " + MAX_LINES + " lines.");
        }
        lines.add(new Table.Line(row, stripped));
    }

    Table table(LocalDate dayZero) {
        return new Table(sheet, headers == null ? List.of() : headers, lines, dayZero);
    }

    private BadRequest refuse(int row, String ko, String en) {
        String where = sheet.isEmpty() ? "" : sheet + " ";
        return new BadRequest("body", where + row + "행: " + ko, where + "row " + row + ": " + en);
    }

    static Problem tooLarge(String ko, String en) {
        return new Problem(413, "too-large", new Text("요청이 너무 큽니다", "Request too large"), new Text(ko, en));
    }
}
