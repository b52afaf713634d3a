package kr.dure.persistence.internal.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import kr.dure.persistence.TenantTables.Column;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.web.Invalid;

/** Lines of one table from somewhere nobody vouches for, one at a time. */
final class LineReader {
    static final int MAX_LINE = 32 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_LINE)
                            .maxNestingDepth(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Table table;
    private final InputStream in;
    private final Map<String, Column> known = new LinkedHashMap<>();
    private Set<String> columns;
    private long line;

    LineReader(Table table, InputStream in) {
        this.table = table;
        this.in = new BufferedInputStream(in, 1 << 16);
        table.columns().forEach(column -> known.put(column.name(), column));
    }

    long line() {
        return line;
    }

    /** The columns of the first line; null before it was read. */
    Set<String> columns() {
        return columns;
    }

    /** The next line as it stands, checked; null at the end. */
    String next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        line++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() >= MAX_LINE) {
                throw refused("줄이 너무 깁니다.", "The line is too long.");
            }
            bytes.write(next);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("UTF-8이 아닙니다.", "It is not UTF-8.");
        }
        check(parse(text));
        return text;
    }

    private JsonNode parse(String text) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused("읽을 수 없는 JSON입니다.", "It is no readable JSON.");
        }
    }

    private void check(JsonNode row) {
        if (!row.isObject()) {
            throw refused("JSON 객체가 아닙니다.", "It is no JSON object.");
        }
        Set<String> names = new LinkedHashSet<>();
        row.fieldNames().forEachRemaining(names::add);
        if (columns == null) {
            requireKnown(names);
            columns = names;
        } else if (!columns.equals(names)) {
            throw refused("첫 줄과 열이 다릅니다.", "It has other columns than the first line.");
        }
        for (String name : names) {
            Column column = known.get(name);
            JsonNode value = row.get(name);
            if (!ColumnType.of(column).fits(value)) {
                throw refused(
                        name + " 열의 값이 " + column.type() + "이(가) 아닙니다.",
                        "Column " + name + " is no " + column.type() + ".");
            }
        }
    }

    private void requireKnown(Set<String> names) {
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw refused("모르는 열입니다: " + name, "Unknown column: " + name);
            }
        }
        for (Column column : known.values()) {
            if (column.required() && !names.contains(column.name())) {
                throw refused("열이 빠져 있습니다: " + column.name(), "Missing column: " + column.name());
            }
        }
    }

    Invalid refused(String ko, String en) {
        return refused(table, line, ko, en);
    }

    static Invalid refused(Table table, long line, String ko, String en) {
        String where = table.fullName() + ":" + line;
        return new Invalid(where, where + " " + ko, where + " " + en);
    }
}
