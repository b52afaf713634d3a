package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kr.dure.document.SheetFormat;

/** An upload, put aside in a file that nobody else may read, and removed when it is closed. */
final class SpooledFile implements AutoCloseable {
    private static final int HEAD = 512;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final SheetFormat kind;

    private SpooledFile(Path path, SheetFormat kind) {
        this.path = path;
        this.kind = kind;
    }

    /** @throws kr.dure.web.Problem when it is too large, empty or of a wrong kind; nothing is left then */
    static SpooledFile of(InputStream in, long limit) throws IOException {
        Path path = Files.createTempFile("dure-sheet-", null);
        try {
            try (OutputStream out = Files.newOutputStream(path)) {
                byte[] buffer = new byte[64 << 10];
                long size = 0;
                for (int read; (read = in.read(buffer)) >= 0; ) {
                    size += read;
                    if (size > limit) {
                        throw Refusals.tooLarge(limit);
                    }
                    out.write(buffer, 0, read);
                }
            }
            byte[] head;
            try (InputStream file = Files.newInputStream(path)) {
                head = file.readNBytes(HEAD);
            }
            return new SpooledFile(path, kind(head));
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static SheetFormat kind(byte[] head) {
        if (head.length == 0) {
            throw Refusals.of("파일이 비어 있습니다.", "The file is empty.");
        }
        if (starts(head, ZIP)) {
            return SheetFormat.XLSX;
        }
        if (starts(head, OLE2)) {
            throw Refusals.of(
                    "암호가 걸렸거나 옛 형식(.xls)인 파일입니다. 암호 없이 .xlsx로 저장해 주세요.",
                    "The file is encrypted or in the old format (.xls). Save it as .xlsx without a password.");
        }
        String text =
                new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("ï»¿")) {
            text = text.substring(3).stripLeading();
        }
        if (text.startsWith("<!doctype")
                || text.startsWith("<html")
                || text.startsWith("<?xml")
                || text.startsWith("<table")) {
            throw Refusals.of(
                    "표 파일이 아니라 웹 문서(HTML, XML)입니다. 엑셀에서 열어 .xlsx로 저장해 주세요.",
                    "The file is a web page (HTML, XML) and no table. Open it in a spreadsheet and save it as .xlsx.");
        }
        if (starts(head, PDF)) {
            throw Refusals.of("PDF는 표로 읽을 수 없습니다.", "A PDF cannot be read as a table.");
        }
        return SheetFormat.CSV;
    }

    private static boolean starts(byte[] head, byte[] with) {
        return head.length >= with.length && java.util.Arrays.equals(head, 0, with.length, with, 0, with.length);
    }

    SheetFormat kind() {
        return kind;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
