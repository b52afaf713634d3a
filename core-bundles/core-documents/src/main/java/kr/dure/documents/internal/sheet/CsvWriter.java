package kr.dure.documents.internal.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kr.dure.document.SheetWriter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV in UTF-8 with the mark that tells Excel so. */
final class CsvWriter implements SheetWriter {
    private final Writer text;
    private CSVPrinter printer;
    private int width;

    CsvWriter(OutputStream out) {
        this.text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void sheet(String name, List<Column> columns) throws IOException {
        if (printer != null) {
            throw new IllegalStateException("CSV has one sheet.");
        }
        text.write('\uFEFF');
        printer = new CSVPrinter(text, CSVFormat.RFC4180);
        width = columns.size();
        printer.printRecord(columns.stream()
                .map(column -> Formulas.harmless(column.heading()))
                .toList());
    }

    @Override
    public void row(List<?> values) throws IOException {
        if (printer == null) {
            throw new IllegalStateException("sheet comes first.");
        }
        Values.check(values, width);
        List<String> cells = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            Object value = i < values.size() ? values.get(i) : null;
            cells.add(value instanceof String words ? Formulas.harmless(words) : Values.text(value));
        }
        printer.printRecord(cells);
    }

    @Override
    public void finish() throws IOException {
        if (printer == null) {
            throw new IllegalStateException("There is no sheet.");
        }
        text.flush();
    }

    @Override
    public void close() {
        // What has not been flushed stays unwritten.
    }
}
