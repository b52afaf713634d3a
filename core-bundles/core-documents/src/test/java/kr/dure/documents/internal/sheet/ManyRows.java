package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;

/** Writes and reads a hundred thousand rows of text that differs in each; run in a Java machine with a small heap. */
public final class ManyRows {
    static final int ROWS = 100_000;

    private ManyRows() {}

    public static void main(String[] arguments) throws IOException {
        SheetFormat format = SheetFormat.valueOf(arguments[0]);
        SpreadsheetsImpl spreadsheets = new SpreadsheetsImpl();
        Path file = Files.createTempFile("rows", null);
        try {
            try (OutputStream out = Files.newOutputStream(file);
                    SheetWriter writer = spreadsheets.write(out, format)) {
                writer.sheet(
                        "자료",
                        IntStream.range(0, 6)
                                .mapToObj(i -> new SheetWriter.Column("열" + i))
                                .toList());
                for (int i = 0; i < ROWS; i++) {
                    writer.row(List.of(
                            i,
                            "사번" + i,
                            "이름이 긴 사람 " + i,
                            "서울특별시 마포구 월드컵북로 " + i,
                            LocalDate.of(2026, 6, 11),
                            "적요 " + i));
                }
                writer.finish();
            }
            long rows = 0;
            try (InputStream in = Files.newInputStream(file);
                    SheetReader reader = spreadsheets.read(in, SheetLimits.STANDARD)) {
                reader.nextSheet();
                for (SheetReader.Row row; (row = reader.nextRow()) != null; ) {
                    rows += row.cells().size() == 6 ? 1 : 0;
                }
            }
            System.out.println(rows);
        } finally {
            Files.delete(file);
        }
    }
}
