package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.dure.document.Cell;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.web.Problem;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;

/** A workbook, one row at a time. */
final class XlsxReader implements SheetReader {
    /** Excel takes 1900 for a leap year; from March 1900 on this day makes up for it. */
    private static final LocalDate SINCE_1900 = LocalDate.of(1899, 12, 30);

    private static final LocalDate SINCE_1904 = LocalDate.of(1904, 1, 1);

    /** Written out, 1E999999999 fills the memory. */
    private static final int MAX_SCALE = 30;

    private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\\\.|\\[(?![hms]+\\])[^\\]]*\\]|_.|\\*.");

    private final SpooledFile file;
    private final Rows rows;
    private final Runnable freed;
    private final ReadableWorkbook workbook;
    private final Iterator<Sheet> sheets;
    private Sheet sheet;
    private Stream<org.dhatim.fastexcel.reader.Row> stream;
    private Iterator<org.dhatim.fastexcel.reader.Row> current;
    private boolean closed;

    /** @param freed is run when the reading has ended; not when this constructor throws */
    XlsxReader(SpooledFile file, SheetLimits limits, Runnable freed) {
        this.file = file;
        this.rows = new Rows(limits);
        this.freed = freed;
        ReadableWorkbook opened = null;
        try {
            new WorkbookGuard(limits).check(file.path());
            opened = new ReadableWorkbook(file.path().toFile(), new ReadingOptions(true, true));
            List<Sheet> found = opened.getSheets().toList();
            if (found.isEmpty()) {
                throw new IOException("No sheet.");
            }
            sheets = found.iterator();
            workbook = opened;
        } catch (Problem refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            // The library says by all sorts of exceptions that a file is not what it should be.
            if (opened != null) {
                closeQuietly(opened);
            }
            throw Refusals.brokenWorkbook();
        }
    }

    private static void closeQuietly(ReadableWorkbook workbook) {
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SheetFormat format() {
        return SheetFormat.XLSX;
    }

    @Override
    public boolean nextSheet() {
        endSheet();
        if (!sheets.hasNext()) {
            sheet = null;
            return false;
        }
        sheet = sheets.next();
        try {
            stream = sheet.openStream();
            current = stream.iterator();
        } catch (IOException | RuntimeException broken) {
            throw Refusals.brokenWorkbook();
        }
        return true;
    }

    private void endSheet() {
        if (stream != null) {
            stream.close();
            stream = null;
            current = null;
        }
    }

    @Override
    public String sheet() {
        return sheet == null || sheet.getName() == null ? "" : sheet.getName();
    }

    @Override
    public Row nextRow() {
        if (current == null) {
            throw new IllegalStateException("nextSheet comes first.");
        }
        try {
            while (current.hasNext()) {
                org.dhatim.fastexcel.reader.Row read = current.next();
                List<Cell> cells = new ArrayList<>(read.getCellCount());
                for (org.dhatim.fastexcel.reader.Cell cell : read) {
                    cells.add(cell(read.getRowNum(), cell));
                }
                Row row = rows.of(sheet(), read.getRowNum(), cells);
                if (row != null) {
                    return row;
                }
            }
            return null;
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException broken) {
            throw Refusals.brokenWorkbook();
        }
    }

    private Cell cell(int row, org.dhatim.fastexcel.reader.Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return Cell.EMPTY;
        }
        if (cell.getType() == CellType.ERROR) {
            return cell.getRawValue() == null
                    ? Cell.EMPTY
                    : new Cell.Failure(
                            rows.text(sheet(), row, cell.getRawValue()).text());
        }
        if (cell.getValue() instanceof Boolean choice) {
            return new Cell.Choice(choice);
        }
        if (cell.getValue() instanceof BigDecimal number) {
            return number(row, cell, number);
        }
        return rows.text(sheet(), row, cell.getRawValue());
    }

    private Cell number(int row, org.dhatim.fastexcel.reader.Cell cell, BigDecimal number) {
        if (Math.abs(number.scale()) > MAX_SCALE || number.precision() > MAX_SCALE * 2) {
            return rows.text(sheet(), row, cell.getRawValue());
        }
        String format = cell.getDataFormatString();
        boolean inside = number.signum() >= 0 && number.compareTo(LAST_DAY) < 0;
        return inside && format != null && isTime(format) ? time(number) : new Cell.Amount(number);
    }

    /** Whether a format shows numbers as days or times: it has their letters outside of quotes, colours and conditions. */
    static boolean isTime(String format) {
        String bare = QUOTED.matcher(format.split(";", 2)[0]).replaceAll("").toLowerCase(java.util.Locale.ROOT);
        return !bare.contains("general")
                && !bare.contains("@")
                && Pattern.compile("[ymdhs]").matcher(bare).find();
    }

    private Cell time(BigDecimal number) {
        long seconds = number.multiply(
                        BigDecimal.valueOf(ChronoUnit.DAYS.getDuration().toSeconds()))
                .setScale(0, java.math.RoundingMode.HALF_UP)
                .longValueExact();
        long days = Math.floorDiv(seconds, 86_400);
        LocalTime time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, 86_400));
        if (number.compareTo(BigDecimal.ONE) < 0 && days == 0) {
            return new Cell.Time(time);
        }
        // Before March 1900 the day that never was is not yet behind.
        LocalDate day = dayZero().plusDays(days + (dayZero().equals(SINCE_1900) && days < 60 ? 1 : 0));
        return time.equals(LocalTime.MIDNIGHT) ? new Cell.Day(day) : new Cell.Moment(LocalDateTime.of(day, time));
    }

    @Override
    public LocalDate dayZero() {
        return workbook.isDate1904() ? SINCE_1904 : SINCE_1900;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (file;
                workbook) {
            endSheet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            freed.run();
        }
    }
}
