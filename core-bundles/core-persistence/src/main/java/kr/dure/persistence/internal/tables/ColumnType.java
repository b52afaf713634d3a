package kr.dure.persistence.internal.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import kr.dure.persistence.TenantTables.Column;

/** How values of a column's type stand in a line, and how they come out of and into SQL. */
enum ColumnType {
    WHOLE(null),
    NUMBER(Pattern.compile("NaN|-?Infinity")),
    BOOLEAN(null),
    INSTANT(Pattern.compile("-?infinity|\\d{4,6}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z( BC)?")),
    DATE(Pattern.compile("-?infinity|\\d{4,7}-\\d\\d-\\d\\d( BC)?")),
    UUID(Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
    BYTES(Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")),
    JSON(null),
    ARRAY(null),
    TEXT(null);

    private final Pattern form;

    ColumnType(Pattern form) {
        this.form = form;
    }

    static ColumnType of(Column column) {
        String type = column.type();
        if (type.endsWith("[]")) {
            return ARRAY;
        }
        String base = type.indexOf('(') < 0 ? type : type.substring(0, type.indexOf('('));
        return switch (base) {
            case "smallint", "integer", "bigint" -> WHOLE;
            case "numeric", "real", "double precision" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "timestamp with time zone" -> INSTANT;
            case "date" -> DATE;
            case "uuid" -> UUID;
            case "bytea" -> BYTES;
            case "json", "jsonb" -> JSON;
            default -> TEXT;
        };
    }

    /** Whether an exported value can look like this; what lies beyond the form is the database's to refuse. */
    boolean fits(JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        return switch (this) {
            case WHOLE -> value.isIntegralNumber();
            case NUMBER -> value.isNumber() || value.isTextual() && matches(value);
            case BOOLEAN -> value.isBoolean();
            case ARRAY -> value.isArray();
            default -> value.isTextual() && matches(value);
        };
    }

    private boolean matches(JsonNode value) {
        return form == null || form.matcher(value.textValue()).matches();
    }

    /** The value as it shall stand in a line. */
    String out(String column) {
        return switch (this) {
            case INSTANT ->
                "replace(to_json(" + column + ") #>> '{}', '+00:00', 'Z')"; // the session's time zone is UTC
            case BYTES -> "translate(encode(" + column + ", 'base64'), E'\\n', '')";
            case JSON -> column + "::jsonb::text";
            case UUID -> column + "::text";
            default -> column;
        };
    }

    /** The type by which a line's value is read. */
    String read(Column column) {
        return this == BYTES || this == JSON ? "text" : column.type();
    }

    /** What was read as {@link #read}, as the column's own type. */
    String in(String value, Column column) {
        return switch (this) {
            case BYTES -> "decode(" + value + ", 'base64')";
            case JSON -> value + "::" + column.type();
            default -> value;
        };
    }

    /** By code point, whatever the database's own order is. */
    static String order(Column column, String name) {
        boolean text = column.type().equals("text") || column.type().startsWith("character");
        return text ? name + " COLLATE \"C\"" : name;
    }
}
