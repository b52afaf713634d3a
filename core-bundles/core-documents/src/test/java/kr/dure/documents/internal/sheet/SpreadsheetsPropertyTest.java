package kr.dure.documents.internal.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kr.dure.document.SheetFormat;
import kr.dure.web.Problem;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpreadsheetsPropertyTest {
    private static final byte[] WORKBOOK =
            Sheets.write(SheetFormat.XLSX, List.of(List.of("값", 1, true), List.of("둘", 2, false)));

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell =
                Arbitraries.strings().withChars("가나다 abc123=+-@'\",;\t\n&<>　").ofMaxLength(12);
        return cell.list().ofMinSize(3).ofMaxSize(3).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(@ForAll("tables") List<List<String>> table) {
        for (SheetFormat format : SheetFormat.values()) {
            List<List<?>> rows = List.copyOf(table);
            List<List<String>> expected = table.stream()
                    .map(row -> shown(row, format))
                    .filter(row -> !row.isEmpty())
                    .toList();
            assertThat(Sheets.read(Sheets.write(format, rows)).stream()
                            .map(row -> row.cells().stream()
                                    .map(cell -> cell.text())
                                    .toList())
                            .toList())
                    .as(format.name())
                    .isEqualTo(expected);
        }
    }

    /** Without spaces around, without what is empty at the end; CSV cannot tell an apostrophe of its own from one of people. */
    private static List<String> shown(List<String> row, SheetFormat format) {
        List<String> shown = new java.util.ArrayList<>(row.stream()
                .map(text -> format == SheetFormat.CSV ? Formulas.bare(Formulas.harmless(text)) : text)
                .map(String::strip)
                .toList());
        while (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    @Property(tries = 300)
    void randomBytesAreReadOrRefused(@ForAll byte[] bytes, @ForAll boolean zip) {
        byte[] file = bytes;
        if (zip) {
            file = new byte[bytes.length + 4];
            System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, file, 0, 4);
            System.arraycopy(bytes, 0, file, 4, bytes.length);
        }
        readOrRefused(file);
    }

    @Property(tries = 300)
    void brokenWorkbooksAreReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] file =
                Arrays.copyOf(WORKBOOK, random.nextBoolean() ? WORKBOOK.length : 1 + random.nextInt(WORKBOOK.length));
        for (int i = random.nextInt(6); i > 0; i--) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        readOrRefused(file);
    }

    @Property(tries = 200)
    void brokenXmlIsReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder xml = new StringBuilder();
        List<String> pieces = List.of(
                "<row r=\"1\">",
                "</row>",
                "<c r=\"A1\">",
                "<c t=\"s\">",
                "<c t=\"b\" s=\"99\">",
                "</c>",
                "<v>1</v>",
                "<v>-5</v>",
                "<v>x</v>",
                "<v>99999999999</v>",
                "<f t=\"shared\" si=\"7\"/>",
                "<f t=\"array\" ref=\"A1:B\">1</f>",
                "<is><t>글</t></is>",
                "<c r=\"B1\" t=\"inlineStr\">",
                "<c t=\"e\">",
                "<v>#REF!</v>",
                "&amp;",
                "<f>",
                "</f>",
                "<row r=\"x\">");
        for (int i = random.nextInt(30); i > 0; i--) {
            xml.append(pieces.get(random.nextInt(pieces.size())));
        }
        readOrRefused(Sheets.withSheet(xml.toString()));
        readOrRefused(Sheets.with(
                Map.of("xl/workbook.xml", xml.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static void readOrRefused(byte[] file) {
        try {
            Sheets.read(file);
        } catch (Problem refused) {
            assertThat(refused.status()).isIn(413, 422);
        }
    }
}
