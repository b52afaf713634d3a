package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kr.dure.document.SheetWriter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook. Rows go out in batches, and text stands in its cell and not in the table of shared texts, which would be
 * held to the end.
 */
final class XlsxWriter implements SheetWriter {
    private static final int BATCH = 500;
    private static final int MAX_NAME = 31;
    private static final double SECONDS_OF_DAY = 86_400;

    /** More digits than a spreadsheet's numbers have: kept as text, so that none is lost. */
    private static final int MAX_DIGITS = 15;

    private final Workbook workbook;
    private final Set<String> names = new HashSet<>();
    private Worksheet current;
    private int width;
    private int row;

    XlsxWriter(OutputStream out) {
        workbook = new Workbook(out, "Dure", "1.0");
    }

    @Override
    public void sheet(String name, List<Column> columns) throws IOException {
        if (current != null) {
            current.finish();
        }
        current = workbook.newWorksheet(fitting(name));
        width = columns.size();
        for (int i = 0; i < width; i++) {
            current.width(i, Math.max(1, Math.min(255, columns.get(i).width())));
            if (columns.get(i).text()) {
                current.style(i).format("@").set();
            }
            text(0, i, columns.get(i).heading());
            current.style(0, i).bold().format("@").set();
        }
        current.freezePane(0, 1);
        row = 1;
    }

    /** A name Excel takes, and that no sheet has yet. */
    private String fitting(String name) {
        String plain = name.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", " ").strip();
        plain = plain.replaceAll("^'+|'+$", "");
        if (plain.isEmpty()) {
            plain = "Sheet";
        }
        for (int i = 1; ; i++) {
            String suffix = i == 1 ? "" : " (" + i + ")";
            String candidate = plain.substring(0, Math.min(plain.length(), MAX_NAME - suffix.length())) + suffix;
            if (names.add(candidate.toLowerCase(Locale.ROOT))) {
                return candidate;
            }
        }
    }

    @Override
    public void row(List<?> values) throws IOException {
        if (current == null) {
            throw new IllegalStateException("sheet comes first.");
        }
        if (row == Worksheet.MAX_ROWS) {
            throw new IllegalStateException("A sheet has at most " + Worksheet.MAX_ROWS + " rows.");
        }
        Values.check(values, width);
        for (int i = 0; i < values.size(); i++) {
            cell(i, values.get(i));
        }
        row++;
        if (row % BATCH == 0) {
            current.flush();
        }
    }

    private void cell(int column, Object value) {
        if (value instanceof String words) {
            if (!words.isEmpty()) {
                text(row, column, words);
                current.style(row, column).format("@").set();
            }
        } else if (value instanceof BigDecimal number) {
            number(column, number);
        } else if (value instanceof Number number) {
            number(column, BigDecimal.valueOf(number.longValue()));
        } else if (value instanceof Boolean choice) {
            current.value(row, column, choice);
        } else if (value instanceof LocalDate day) {
            current.value(row, column, day);
            current.style(row, column).format("yyyy-mm-dd").set();
        } else if (value instanceof LocalDateTime moment) {
            current.value(row, column, moment);
            current.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
        } else if (value instanceof LocalTime time) {
            current.value(row, column, time.toSecondOfDay() / SECONDS_OF_DAY);
            current.style(row, column).format("hh:mm:ss").set();
        }
    }

    private void number(int column, BigDecimal number) {
        if (number.signum() != 0 && number.stripTrailingZeros().precision() > MAX_DIGITS) {
            text(row, column, number.toPlainString());
        } else {
            current.value(row, column, number);
        }
    }

    private void text(int at, int column, String words) {
        current.inlineString(at, column, words);
    }

    @Override
    public void finish() throws IOException {
        if (current == null) {
            throw new IllegalStateException("There is no sheet.");
        }
        workbook.finish();
    }

    @Override
    public void close() {
        // Without finish there is no directory of the archive, and nobody can open it.
    }
}
