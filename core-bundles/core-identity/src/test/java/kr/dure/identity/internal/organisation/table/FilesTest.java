package kr.dure.identity.internal.organisation.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

class FilesTest {
    private static final List<String> FORMULAS =
            List.of("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "'=quoted", "'plain", "보통");

    private static Table table(List<String> cells) {
        return new Table("부서", List.of("a", "b", "c", "d", "e", "f", "g"), List.of(new Table.Line(2, cells)));
    }

    @Test
    void whatCouldBeAFormulaIsTextInCsvAndComesBackAsItWas() {
        byte[] csv = CsvFile.write(table(FORMULAS));
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text.lines().skip(1))
                .allSatisfy(line -> assertThat(line)
                        .startsWith("'=cmd")
                        .contains(",'+1+1,'-1+1,'@SUM(A1),")
                        .doesNotContainPattern("(^|[,\"])[=+@-]"));
        assertThat(CsvFile.read(csv).lines().get(0).cells().subList(0, 4)).isEqualTo(FORMULAS.subList(0, 4));
        assertThat(CsvFile.read(csv).lines().get(0).cells().subList(5, 7)).isEqualTo(FORMULAS.subList(5, 7));
    }

    @Test
    void whatCouldBeAFormulaIsTextInAWorkbook() throws IOException {
        byte[] file = XlsxFile.write(List.of(table(FORMULAS)));
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            workbook.getFirstSheet().read().get(1).forEach(cell -> {
                assertThat(cell.getType()).isEqualTo(CellType.STRING);
                assertThat(cell.getFormula()).isNull();
            });
        }
        assertThat(XlsxFile.read(file).get(0).lines().get(0).cells()).isEqualTo(FORMULAS);
    }

    @Test
    void whatIsNoWorkbookIsABadRequest() {
        for (byte[] file : List.of(new byte[0], "부서코드\n".getBytes(StandardCharsets.UTF_8), new byte[5_000])) {
            BadRequest refused = catchThrowableOfType(BadRequest.class, () -> XlsxFile.read(file));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text().ko()).isNotBlank();
        }
    }

    @Test
    void everyCutOfAWorkbookIsABadRequestOrRead() {
        byte[] file = XlsxFile.write(List.of(table(FORMULAS)));
        for (int length = 1; length < file.length; length += 97) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            catchThrowableOfType(BadRequest.class, () -> XlsxFile.read(cut));
        }
    }

    @Test
    void aWorkbookThatGrowsWhenUnpackedIsTooLarge() throws IOException {
        byte[] bomb = with("xl/media/zeros.bin", new byte[60 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(catchThrowableOfType(Problem.class, () -> XlsxFile.read(bomb))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aWorkbookWithADocumentTypeIsABadRequest() throws IOException {
        byte[] file = with(
                "xl/sharedStrings.xml",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst>&a;</sst>"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(catchThrowableOfType(BadRequest.class, () -> XlsxFile.read(file)))
                .isNotNull();
    }

    @Test
    void aWorkbookPackedOtherwiseThanExcelDoesIsABadRequest() throws IOException {
        byte[] file = with("xl/extra.xml", "<a/>".getBytes(StandardCharsets.UTF_8));
        for (int at = 0; at < file.length - 12; at++) {
            // The directory's note of how a part is packed; 93 is Zstandard.
            if (file[at] == 'P' && file[at + 1] == 'K' && file[at + 2] == 1 && file[at + 3] == 2) {
                file[at + 10] = 93;
            }
        }
        assertThat(catchThrowableOfType(BadRequest.class, () -> XlsxFile.read(file)))
                .isNotNull();
    }

    @Test
    void tooManyLinesAreTooLargeAndWideLinesAreRefusedByRow() {
        String many = "a\n" + "1\n".repeat(Lines.MAX_LINES + 1);
        assertThat(catchThrowableOfType(Problem.class, () -> CsvFile.read(many.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(413);
        BadRequest wide = catchThrowableOfType(
                BadRequest.class, () -> CsvFile.read("a\n1\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(wide.text().en()).contains("row 3");
        BadRequest zeros = catchThrowableOfType(BadRequest.class, () -> CsvFile.read(new byte[100]));
        assertThat(zeros).isNotNull();
    }

    /** A workbook with one part more, or another. */
    private static byte[] with(String name, byte[] content) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(new XlsxGuard().pass(XlsxFile.write(List.of(table(FORMULAS))))))) {
            for (ZipEntry part; (part = in.getNextEntry()) != null; ) {
                parts.put(part.getName(), ((InputStream) in).readAllBytes());
            }
        }
        parts.put(name, content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }
}
