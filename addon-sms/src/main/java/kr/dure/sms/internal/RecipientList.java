package kr.dure.sms.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kr.dure.product.Text;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.web.BadRequest;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Recipients out of a spreadsheet's CSV (RFC 4180), in UTF-8 or, as Excel in Korea writes it, CP949.
 *
 * <p>The first line names the columns: {@code 번호} (or {@code number}, {@code 휴대전화}, {@code 전화번호}) and merge fields.
 *
 * @param recipients those that can be written to
 * @param errors the lines that cannot, to be mended and sent again
 */
public record RecipientList(List<Addressee> recipients, List<LineError> errors) {
    private static final Set<String> NUMBER = Set.of("번호", "number", "휴대전화", "휴대폰", "전화번호", "phone");
    private static final int MAX_LINES = 10_000;
    private static final int MAX_FIELD = 200;

    /**
     * @param line in the file, from 1
     * @param value what stands there
     */
    public record LineError(long line, String value, Text message) {}

    /** Reads a file. */
    static RecipientList read(byte[] file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(decode(file)), format)) {
            String column = parser.getHeaderNames().stream()
                    .filter(NUMBER::contains)
                    .findFirst()
                    .orElseThrow(() -> new BadRequest(
                            "body",
                            "첫 줄에 '번호' 열이 필요합니다.",
                            "The first line must name the columns, one of them 'number'."));
            List<Addressee> recipients = new ArrayList<>();
            List<LineError> errors = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (CSVRecord line : parser) {
                long at = parser.getCurrentLineNumber();
                if (line.getRecordNumber() > MAX_LINES) {
                    errors.add(new LineError(
                            at, "", new Text(MAX_LINES + "줄까지만 읽습니다.", "Only " + MAX_LINES + " lines are read.")));
                    break;
                }
                read(line, column, at, seen, recipients, errors);
            }
            return new RecipientList(recipients, errors);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new BadRequest("body", "CSV 파일을 읽을 수 없습니다.", "The file is no CSV.");
        }
    }

    private static void read(
            CSVRecord line,
            String column,
            long at,
            Set<String> seen,
            List<Addressee> recipients,
            List<LineError> errors) {
        String typed = line.isSet(column) ? line.get(column) : "";
        Optional<String> number = PhoneNumber.mobile(restored(typed));
        if (!line.isConsistent()) {
            errors.add(new LineError(
                    at, typed, new Text("열의 수가 첫 줄과 다릅니다.", "The line has not as many columns as the first.")));
        } else if (number.isEmpty()) {
            errors.add(new LineError(at, typed, new Text("휴대전화 번호가 아닙니다.", "This is no mobile number.")));
        } else if (!seen.add(number.get())) {
            errors.add(new LineError(at, typed, new Text("앞에 나온 번호입니다.", "The number has occurred before.")));
        } else {
            Map<String, String> fields = new LinkedHashMap<>(line.toMap());
            fields.remove(column);
            if (fields.values().stream().anyMatch(value -> value.length() > MAX_FIELD)) {
                errors.add(new LineError(
                        at,
                        typed,
                        new Text(
                                MAX_FIELD + "자를 넘는 값이 있습니다.", "A value is longer than " + MAX_FIELD + " characters.")));
            } else {
                recipients.add(new Addressee(number.get(), fields));
            }
        }
    }

    /** A spreadsheet that takes a number for a number drops its leading zero. */
    private static String restored(String typed) {
        return typed.matches("1[016789][0-9]{7,8}") ? "0" + typed : typed;
    }

    private static String decode(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(file, Charset.forName("x-windows-949"));
        }
    }
}
