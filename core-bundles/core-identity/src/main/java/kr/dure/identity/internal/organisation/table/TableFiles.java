package kr.dure.identity.internal.organisation.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import kr.dure.document.Cell;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;
import kr.dure.document.SheetWriter.Column;
import kr.dure.document.Spreadsheets;

/** Tables in files: workbooks and CSV. */
public final class TableFiles {
    private static final int MAX_BYTES = 50_000_000;
    private static final int MAX_SHEETS = 20;

    /** {@link Lines} is stricter, and counts what is not empty. */
    private static final SheetLimits LIMITS = new SheetLimits(MAX_BYTES, MAX_SHEETS, 1_048_576, 16_384, 32_767);

    private final Spreadsheets spreadsheets;

    public TableFiles(Spreadsheets spreadsheets) {
        this.spreadsheets = spreadsheets;
    }

    /** The sheets of a workbook in order, or the one table of a CSV file. */
    public List<Table> read(byte[] file) {
        try (SheetReader reader = spreadsheets.read(new ByteArrayInputStream(file), LIMITS)) {
            List<Table> tables = new ArrayList<>();
            while (reader.nextSheet()) {
                Lines lines = new Lines(reader.sheet());
                for (SheetReader.Row row; (row = reader.nextRow()) != null; ) {
                    lines.add(row.number(), row.cells().stream().map(Cell::text).toList());
                }
                tables.add(lines.table(reader.dayZero()));
            }
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] workbook(List<Table> tables) {
        return write(SheetFormat.XLSX, tables);
    }

    public byte[] csv(Table table) {
        return write(SheetFormat.CSV, List.of(table));
    }

    /** All cells are text, so that a number keeps its leading zeros. */
    private byte[] write(SheetFormat format, List<Table> tables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = spreadsheets.write(out, format)) {
            for (Table table : tables) {
                writer.sheet(
                        table.name(),
                        table.headers().stream().map(Column::ofText).toList());
                for (Table.Line line : table.lines()) {
                    writer.row(line.cells());
                }
            }
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
