package kr.dure.identity.internal.organisation.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kr.dure.web.BadRequest;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV (RFC 4180), separated by comma, semicolon or tab, in UTF-8 with or without a byte order mark, in UTF-16 with one
 * (Excel's "Unicode text"), or, as Excel in Korea writes it, CP949.
 */
public final class CsvFile {
    public static final String TYPE = "text/csv";

    private static final Charset CP949 = Charset.forName("x-windows-949");
    private static final String SEPARATORS = ",;\t";
    private static final Pattern FORMULA = Pattern.compile("[=+@\\-\t\r]");
    private static final char MARK = '\uFEFF';

    private CsvFile() {}

    public static Table read(byte[] file) {
        String text = decode(file);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreEmptyLines(false)
                .get();
        Lines lines = new Lines("");
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord line : parser) {
                lines.add(
                        (int) line.getRecordNumber(),
                        line.toList().stream().map(CsvFile::bare).toList());
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw unreadable();
        }
        return lines.table(null);
    }

    /** In UTF-8 with the mark that tells Excel so. */
    public static byte[] write(Table table) {
        StringBuilder text = new StringBuilder().append(MARK);
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(table.headers());
            for (Table.Line line : table.lines()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < table.headers().size(); i++) {
                    cells.add(harmless(line.cell(i)));
                }
                printer.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a spreadsheet would run as a formula begins with an apostrophe, which it shows as text. */
    private static String harmless(String cell) {
        return FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    /** Takes the apostrophe of {@link #harmless} away again. */
    private static String bare(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell.substring(1)).lookingAt() ? cell.substring(1) : cell;
    }

    /** Whatever stands most often in the first line, outside of quotes. */
    private static char separator(String text) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                if (any) {
                    break;
                }
            } else {
                any = true;
                int which = quoted ? -1 : SEPARATORS.indexOf(c);
                if (which >= 0) {
                    counts[which]++;
                }
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private static String decode(byte[] file) {
        if (file.length >= 2
                && (file[0] == (byte) 0xFF && file[1] == (byte) 0xFE
                        || file[0] == (byte) 0xFE && file[1] == (byte) 0xFF)) {
            return checked(decode(file, StandardCharsets.UTF_16));
        }
        String text = decode(file, StandardCharsets.UTF_8);
        if (text == null) {
            text = decode(file, CP949);
        }
        return checked(text != null && !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text);
    }

    private static String checked(String text) {
        if (text == null || text.indexOf('\0') >= 0) {
            throw unreadable();
        }
        return text;
    }

    /** Null when the bytes are not of that character set. */
    private static String decode(byte[] file, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static BadRequest unreadable() {
        return new BadRequest(
                "body", "CSV 파일을 읽을 수 없습니다. UTF-8이나 CP949로 저장해 주세요.", "The file is no CSV in UTF-8 or CP949.");
    }
}
