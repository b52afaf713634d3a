package kr.dure.documents.internal.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;
import kr.dure.document.SheetWriter.Column;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Writes and reads sheets in memory. */
final class Sheets {
    static final SpreadsheetsImpl SPREADSHEETS = new SpreadsheetsImpl();

    private Sheets() {}

    static byte[] write(SheetFormat format, List<List<?>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int width = rows.stream().mapToInt(List::size).max().orElse(1);
        try (SheetWriter writer = SPREADSHEETS.write(out, format)) {
            writer.sheet(
                    "자료",
                    IntStream.range(0, width).mapToObj(i -> new Column("열" + i)).toList());
            for (List<?> row : rows) {
                writer.row(row);
            }
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** All rows but the headings. */
    static List<SheetReader.Row> read(byte[] file) {
        List<SheetReader.Row> rows = all(file, SheetLimits.STANDARD);
        return rows.subList(Math.min(1, rows.size()), rows.size());
    }

    static List<SheetReader.Row> all(byte[] file, SheetLimits limits) {
        List<SheetReader.Row> rows = new ArrayList<>();
        try (SheetReader reader = SPREADSHEETS.read(new ByteArrayInputStream(file), limits)) {
            while (reader.nextSheet()) {
                for (SheetReader.Row row; (row = reader.nextRow()) != null; ) {
                    rows.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    static List<List<String>> texts(byte[] file) {
        return all(file, SheetLimits.STANDARD).stream()
                .map(row -> row.cells().stream().map(cell -> cell.text()).toList())
                .toList();
    }

    static byte[] text(String text, Charset charset) {
        return text.getBytes(charset);
    }

    /** A small workbook with parts more, or others. */
    static byte[] with(Map<String, byte[]> parts) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(
                        new SeekableInMemoryByteChannel(write(SheetFormat.XLSX, List.of(List.of("값", 1)))))
                .get()) {
            for (ZipArchiveEntry part : java.util.Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(part)) {
                    all.put(part.getName(), in.readAllBytes());
                }
            }
        }
        all.putAll(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    static byte[] withSheet(String sheetData) throws IOException {
        return with(Map.of(
                "xl/worksheets/sheet1.xml",
                ("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                                + sheetData + "</sheetData></worksheet>")
                        .getBytes(StandardCharsets.UTF_8)));
    }
}
