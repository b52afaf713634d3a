package kr.dure.documents.internal.sheet;

import static kr.dure.documents.internal.sheet.Sheets.all;
import static kr.dure.documents.internal.sheet.Sheets.read;
import static kr.dure.documents.internal.sheet.Sheets.texts;
import static kr.dure.documents.internal.sheet.Sheets.with;
import static kr.dure.documents.internal.sheet.Sheets.withSheet;
import static kr.dure.documents.internal.sheet.Sheets.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.dure.document.Cell;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

class SpreadsheetsTest {
    private static final List<String> FORMULAS =
            List.of("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "'=quoted", "'plain", "보통", "＝1+1");

    @Test
    void valuesComeBackFromAWorkbookWithTheirTypes() {
        List<?> values = List.of(
                "글",
                1,
                -20_000_000_000L,
                new BigDecimal("0.1"),
                true,
                LocalDate.of(2026, 6, 11),
                LocalDateTime.of(2026, 6, 11, 9, 30, 5),
                LocalTime.of(18, 0));
        SheetReader.Row row = read(write(SheetFormat.XLSX, List.of(values))).get(0);
        assertThat(row.number()).isEqualTo(2);
        assertThat(row.cells())
                .containsExactly(
                        new Cell.Words("글"),
                        new Cell.Amount(BigDecimal.ONE),
                        new Cell.Amount(new BigDecimal("-20000000000")),
                        new Cell.Amount(new BigDecimal("0.1")),
                        new Cell.Choice(true),
                        new Cell.Day(LocalDate.of(2026, 6, 11)),
                        new Cell.Moment(LocalDateTime.of(2026, 6, 11, 9, 30, 5)),
                        new Cell.Time(LocalTime.of(18, 0)));
        assertThat(texts(write(SheetFormat.CSV, List.of(values))).get(1))
                .containsExactly("글", "1", "-20000000000", "0.1", "TRUE", "2026-06-11", "2026-06-11 09:30:05", "18:00");
    }

    @Test
    void aNumberOfMoreDigitsThanASpreadsheetHasIsKeptAsText() {
        assertThat(read(write(SheetFormat.XLSX, List.of(List.of(1234567890123456789L))))
                        .get(0)
                        .cells())
                .containsExactly(new Cell.Words("1234567890123456789"));
    }

    @Test
    void whatCouldBeAFormulaIsTextAndComesBackAsItWas() throws IOException {
        byte[] xlsx = write(SheetFormat.XLSX, List.of(FORMULAS));
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            workbook.getFirstSheet().read().get(1).forEach(cell -> {
                assertThat(cell.getType()).isEqualTo(CellType.STRING);
                assertThat(cell.getFormula()).isNull();
            });
        }
        assertThat(texts(xlsx).get(1)).isEqualTo(FORMULAS);
        byte[] csv = write(SheetFormat.CSV, List.of(FORMULAS, List.of("\t=1", "\r=1")));
        assertThat(new String(csv, StandardCharsets.UTF_8))
                .startsWith("\uFEFF열0")
                .contains("'=cmd", ",'+1+1,'-1+1,'@SUM(A1),", "'＝1+1", "'\t=1", "'\r=1")
                .doesNotContainPattern("(^|[,\"\n])[=+@\t-]");
        List<String> back = texts(csv).get(1);
        assertThat(back.subList(0, 4)).isEqualTo(FORMULAS.subList(0, 4));
        assertThat(back.subList(5, 8)).isEqualTo(FORMULAS.subList(5, 8));
    }

    @Test
    void csvIsReadAsPeopleSaveIt() {
        String text = "이름,부서\r\n\"김, 두레\",\"연구\n소\"\r\n\r\n 이한결 ,\u00a0\r\n";
        List<List<String>> expected = List.of(List.of("이름", "부서"), List.of("김, 두레", "연구\n소"), List.of("이한결"));
        for (byte[] file : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                text.replace("\u00a0", "").getBytes(Charset.forName("x-windows-949")),
                text.replace("\u00a0", "").getBytes(Charset.forName("EUC-KR")),
                ("\uFEFF" + text.replace("부서", "부서")).getBytes(StandardCharsets.UTF_16LE),
                text.replace("김, 두레", "김; 두레")
                        .replace(",", "\t")
                        .replace("김; 두레", "김, 두레")
                        .getBytes(StandardCharsets.UTF_8))) {
            assertThat(texts(file)).isEqualTo(expected);
        }
        assertThat(texts("a;b\n1;2,5\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"), List.of("1", "2,5"));
        assertThat(all("\n\na\nb\n".getBytes(StandardCharsets.UTF_8), SheetLimits.STANDARD)
                        .get(0)
                        .number())
                .isEqualTo(3);
    }

    @Test
    void sheetsHaveNamesThatExcelTakesAndAreReadInOrder() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = Sheets.SPREADSHEETS.write(out, SheetFormat.XLSX)) {
            for (String name : List.of("부서/사원[1]", "a".repeat(40), "A".repeat(31), "", "부서 사원 1")) {
                writer.sheet(name, List.of(new SheetWriter.Column("이름")));
                writer.row(List.of(name.isEmpty() ? "빈" : name));
            }
            writer.finish();
        }
        try (SheetReader reader =
                Sheets.SPREADSHEETS.read(new ByteArrayInputStream(out.toByteArray()), SheetLimits.STANDARD)) {
            assertThat(reader.nextSheet()).isTrue();
            assertThat(reader.sheet()).isEqualTo("부서 사원 1");
            assertThat(reader.nextSheet()).isTrue();
            assertThat(reader.sheet()).isEqualTo("a".repeat(31));
            assertThat(reader.nextSheet()).isTrue();
            assertThat(reader.sheet()).isEqualTo("A".repeat(27) + " (2)");
            reader.nextRow();
            assertThat(reader.nextRow().cell(0).text()).isEqualTo("A".repeat(31));
            assertThat(reader.nextRow()).isNull();
            assertThat(reader.nextSheet()).isTrue();
            assertThat(reader.nextSheet()).isTrue();
            assertThat(reader.sheet()).isEqualTo("부서 사원 1 (2)");
            assertThat(reader.nextSheet()).isFalse();
        }
    }

    @Test
    void aWorkbookThatWasNotFinishedDoesNotOpen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = Sheets.SPREADSHEETS.write(out, SheetFormat.XLSX)) {
            writer.sheet("a", List.of(new SheetWriter.Column("b")));
            for (int i = 0; i < 5_000; i++) {
                writer.row(List.of(i));
            }
        }
        assertThat(out.size()).isPositive();
        refused(out.toByteArray());
        assertThatThrownBy(() -> write(SheetFormat.XLSX, List.of(List.of(new Object()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoTableIsRefusedWithAReason() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty", new byte[0]);
        files.put(".xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2});
        files.put("HTML", "  <HTML><table>".getBytes(StandardCharsets.UTF_8));
        files.put("web page", "<?xml version='1.0'?><Workbook/>".getBytes(StandardCharsets.UTF_8));
        files.put("PDF", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        files.put("UTF-8 or CP949", new byte[5_000]);
        files.put("workbook", with(Map.of("../../etc/cron.d/x", new byte[10])));
        files.forEach((reason, file) -> assertThat(refused(file).text().en()).contains(reason));
        refused(with(Map.of("/abs.xml", "<a/>".getBytes(StandardCharsets.UTF_8))));
        refused(with(Map.of("C:\\x.xml", "<a/>".getBytes(StandardCharsets.UTF_8))));
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(other)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("word/document.xml"));
            zip.write("<a/>".getBytes(StandardCharsets.UTF_8));
        }
        refused(other.toByteArray());
    }

    @Test
    void bombsAndEntitiesAreRefused() throws IOException {
        String sst = "<?xml version=\"1.0\"?><sst>%s</sst>";
        for (byte[] file : List.of(
                with(Map.of(
                        "xl/sharedStrings.xml",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst><si><t>&a;</t></si></sst>"
                                .getBytes(StandardCharsets.UTF_8))),
                with(Map.of(
                        "xl/workbook.xml",
                        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>"
                                .getBytes(StandardCharsets.UTF_8))),
                with(Map.of(
                        "xl/sharedStrings.xml",
                        sst.formatted(" ".repeat(60_000_000)).getBytes(StandardCharsets.UTF_8))),
                with(Map.of(
                        "xl/sharedStrings.xml",
                        sst.formatted("<si/>".repeat(700_000)).getBytes(StandardCharsets.UTF_8))),
                with(Map.of("xl/styles.xml", sst.formatted("<a>".repeat(500)).getBytes(StandardCharsets.UTF_8))),
                withSheet("<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c></row>"),
                withSheet("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>"),
                withSheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + "x".repeat(300_000)
                        + "</t></is></c></row>"),
                withSheet("<row r=\"1\">" + "<c><f t=\"array\" ref=\"A1:A9\">1</f></c>".repeat(500) + "</row>"),
                withSheet("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A9\" si=\"0\">" + "A1+".repeat(2_000)
                        + "1</f></c>" + "<c><f t=\"shared\" si=\"0\"/></c>".repeat(20_000) + "</row>"))) {
            refused(file);
        }
    }

    @Test
    void aPictureInAWorkbookIsNotUnpackedAndDoesNoHarm() throws IOException {
        byte[] bomb = with(Map.of("xl/media/zeros.png", new byte[60 << 20]));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(read(bomb)).hasSize(1);
    }

    @Test
    void numbersThatWouldFillTheMemoryStayText() throws IOException {
        assertThat(texts(withSheet("<row r=\"1\"><c r=\"A1\"><v>1E999999999</v></c></row>"))
                        .get(0))
                .containsExactly("1E999999999");
    }

    @Test
    void tooMuchIsRefusedByRowAndTooLargeBefore() {
        byte[] file = write(SheetFormat.XLSX, List.of(List.of(1, 2, 3), List.of(1, 2, 3), List.of("abcdef")));
        assertThat(all(file, new SheetLimits(1_000_000, 1, 4, 3, 10))).hasSize(4);
        for (SheetLimits limits : List.of(
                new SheetLimits(1_000_000, 1, 3, 3, 10),
                new SheetLimits(1_000_000, 1, 4, 2, 10),
                new SheetLimits(1_000_000, 1, 4, 3, 5))) {
            Invalid refused = catchThrowableOfType(Invalid.class, () -> all(file, limits));
            assertThat(refused.text().en()).contains("row ");
            assertThat(refused.text().ko()).contains("행");
        }
        Problem large = catchThrowableOfType(Problem.class, () -> all(file, new SheetLimits(100, 1, 4, 3, 10)));
        assertThat(large.status()).isEqualTo(413);
        refused(("a\n\"" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8));
        refused(",".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        refused("a\n\"b\"c\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        long before = leftovers();
        read(write(SheetFormat.XLSX, List.of(List.of(1))));
        refused(new byte[5_000]);
        refused(with(Map.of("../x", new byte[10])));
        catchThrowableOfType(
                Problem.class,
                () -> all(write(SheetFormat.CSV, List.of(List.of("abc"))), new SheetLimits(4, 1, 1, 1, 1)));
        assertThat(leftovers()).isEqualTo(before);
    }

    private static long leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("dure-sheet-"))
                    .count();
        }
    }

    private static Invalid refused(byte[] file) {
        Invalid refused = catchThrowableOfType(Invalid.class, () -> read(file));
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors().get(0).field()).isEqualTo("file");
        assertThat(refused.text().ko()).isNotBlank();
        return refused;
    }
}
