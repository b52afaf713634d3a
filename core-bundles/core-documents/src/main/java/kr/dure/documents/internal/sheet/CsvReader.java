package kr.dure.documents.internal.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import kr.dure.document.Cell;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.web.Problem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** CSV, one record at a time. */
final class CsvReader implements SheetReader {
    private static final String SEPARATORS = ",;\t";
    private static final int FIRST_LINE = 64 << 10;
    private static final char MARK = '\uFEFF';

    private final SpooledFile file;
    private final Rows rows;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private boolean begun;

    CsvReader(SpooledFile file, SheetLimits limits) throws IOException {
        this.file = file;
        this.rows = new Rows(limits);
        BufferedReader text = new BufferedReader(
                new CellGuard(CsvEncoding.reader(file.path(), CsvEncoding.of(file.path())), limits), FIRST_LINE);
        try {
            text.mark(1);
            if (text.read() != MARK) {
                text.reset();
            }
            char separator = separator(text);
            parser = CSVParser.parse(
                    text,
                    CSVFormat.RFC4180
                            .builder()
                            .setDelimiter(separator)
                            .setIgnoreEmptyLines(false)
                            .get());
            records = parser.iterator();
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    @Override
    public SheetFormat format() {
        return SheetFormat.CSV;
    }

    @Override
    public boolean nextSheet() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    @Override
    public String sheet() {
        return "";
    }

    @Override
    public Row nextRow() {
        if (!begun) {
            throw new IllegalStateException("nextSheet comes first.");
        }
        try {
            while (records.hasNext()) {
                CSVRecord record = records.next();
                List<Cell> cells = new ArrayList<>(record.size());
                for (String value : record) {
                    cells.add(rows.text("", record.getRecordNumber(), Formulas.bare(value)));
                }
                Row row = rows.of("", record.getRecordNumber(), cells);
                if (row != null) {
                    return row;
                }
            }
            return null;
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException broken) {
            // A quote that does not end, text behind one, the file gone.
            throw Refusals.brokenCsv();
        }
    }

    @Override
    public LocalDate dayZero() {
        return null;
    }

    @Override
    public void close() {
        try (file;
                parser) {
            // Closed in reverse order.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever stands most often in the first line that says something, outside of quotes. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(FIRST_LINE);
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < FIRST_LINE - 1; i++) {
            int c = text.read();
            if (c < 0 || any && !quoted && (c == '\n' || c == '\r')) {
                break;
            }
            any |= c != '\n' && c != '\r';
            quoted ^= c == '"';
            int which = quoted ? -1 : SEPARATORS.indexOf(c);
            if (which >= 0) {
                counts[which]++;
            }
        }
        text.reset();
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }
}
