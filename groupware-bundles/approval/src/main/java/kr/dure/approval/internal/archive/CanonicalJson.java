package kr.dure.approval.internal.archive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one form of a JSON value whose bytes are hashed: keys in the order of their UTF-16 units, no blanks, numbers without
 * exponent and without zeros at the end, texts with no more escapes than JSON asks for, UTF-8.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * @param value maps with texts as keys, lists, texts, whole and decimal numbers, booleans and null
     * @throws IllegalArgumentException for anything else
     */
    public static byte[] bytes(Object value) {
        StringBuilder json = new StringBuilder(4_096);
        write(value, json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Object value, StringBuilder json) {
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof String text) {
            write(text, json);
        } else if (value instanceof BigDecimal number) {
            json.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            json.append(value);
        } else if (value instanceof Map<?, ?> map) {
            write(map, json);
        } else if (value instanceof List<?> list) {
            json.append('[');
            for (int i = 0; i < list.size(); i++) {
                json.append(i == 0 ? "" : ",");
                write(list.get(i), json);
            }
            json.append(']');
        } else {
            throw new IllegalArgumentException(value.getClass() + " is no JSON.");
        }
    }

    private static void write(Map<?, ?> map, StringBuilder json) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        json.append('{');
        String comma = "";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            json.append(comma);
            write(entry.getKey(), json);
            json.append(':');
            write(entry.getValue(), json);
            comma = ",";
        }
        json.append('}');
    }

    private static void write(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
