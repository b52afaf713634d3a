package kr.dure.identity.internal.organisation.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Workbooks (.xlsx). Formulas count as what they gave when the file was saved. */
public final class XlsxFile {
    public static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Excel takes 1900 for a leap year; from March 1900 on this day makes up for it. */
    private static final LocalDate SINCE_1900 = LocalDate.of(1899, 12, 30);

    private static final LocalDate SINCE_1904 = LocalDate.of(1904, 1, 1);
    /** Written out, 1E999999999 fills the memory. */
    private static final int MAX_SCALE = 30;

    private static final int MAX_SHEETS = 20;
    private static final int WIDTH = 16;

    private XlsxFile() {}

    /** The sheets in order. */
    public static List<Table> read(byte[] file) {
        try (ReadableWorkbook workbook = new ReadableWorkbook(
                new ByteArrayInputStream(new XlsxGuard().pass(file)), new ReadingOptions(false, true))) {
            LocalDate dayZero = workbook.isDate1904() ? SINCE_1904 : SINCE_1900;
            List<Table> tables = new ArrayList<>();
            for (Sheet sheet : workbook.getSheets().limit(MAX_SHEETS).toList()) {
                tables.add(read(sheet, dayZero));
            }
            return tables;
        } catch (Problem refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // The library says by all sorts of exceptions that a file is not what it should be.
            throw new BadRequest(
                    "body",
                    "엑셀 파일(.xlsx)을 읽을 수 없습니다. 다시 저장해서 올려 주세요.",
                    "The file is no workbook (.xlsx) that can be read.");
        }
    }

    private static Table read(Sheet sheet, LocalDate dayZero) throws IOException {
        Lines lines = new Lines(sheet.getName());
        try (Stream<Row> rows = sheet.openStream()) {
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                Row row = each.next();
                List<String> cells = new ArrayList<>();
                for (Cell cell : row) {
                    cells.add(text(cell));
                }
                lines.add(row.getRowNum(), cells);
            }
        }
        return lines.table(dayZero);
    }

    private static String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getValue() instanceof BigDecimal number && Math.abs(number.scale()) <= MAX_SCALE) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return cell.getRawValue() == null ? "" : cell.getRawValue();
    }

    /** All cells are text, so that a number keeps its leading zeros. */
    public static byte[] write(List<Table> tables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "Dure", "1.0")) {
            for (Table table : tables) {
                write(workbook.newWorksheet(table.name()), table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Worksheet sheet, Table table) {
        for (int column = 0; column < table.headers().size(); column++) {
            sheet.width(column, WIDTH);
            sheet.style(column).format("@").set();
            sheet.value(0, column, table.headers().get(column));
            sheet.style(0, column).bold().format("@").set();
        }
        sheet.freezePane(0, 1);
        int row = 1;
        for (Table.Line line : table.lines()) {
            for (int column = 0; column < table.headers().size(); column++) {
                if (!line.cell(column).isEmpty()) {
                    sheet.value(row, column, line.cell(column));
                    sheet.style(row, column).format("@").set();
                }
            }
            row++;
        }
    }
}
