package kr.dure.approval.internal.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import kr.dure.web.Invalid;

/** Definitions and values as JSON. Numbers are exact both ways. */
public final class FormJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private FormJson() {}

    /**
     * Reads a definition that came over the API.
     *
     * @param definition JSON read into maps and lists
     * @throws Invalid 422 naming the part that cannot be read, e.g. {@code definition.fields[2].kind}; whether it is right
     *     says {@link Form#of}
     */
    public static FormDefinition definition(Map<String, ?> definition) {
        if (definition == null) {
            throw new Invalid("definition", "양식 정의가 필요합니다.", "A definition is required.");
        }
        try {
            return JSON.convertValue(definition, FormDefinition.class);
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getCause());
        }
    }

    /** Reads a definition that this class wrote. */
    public static FormDefinition definition(String json) {
        try {
            return JSON.readValue(json, FormDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A definition as JSON text, for the database. */
    public static String write(FormDefinition definition) {
        return text(definition);
    }

    /** A definition as maps and lists, for an answer of the API. */
    public static Map<String, Object> map(FormDefinition definition) {
        return JSON.convertValue(definition, OBJECT);
    }

    /** Checked values as JSON text, for the database; fields without a value are not in it. */
    public static String write(Map<String, ?> values) {
        return text(values);
    }

    /** Values that {@link #write(Map)} wrote; numbers are {@code BigDecimal}. */
    public static Map<String, Object> values(String json) {
        try {
            Map<String, Object> values = JSON.readValue(json, OBJECT);
            values.replaceAll((key, value) -> decimal(value));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(InputStream in, Class<T> type) throws IOException {
        return JSON.readValue(in, type);
    }

    @SuppressWarnings("unchecked")
    private static Object decimal(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof java.math.BigInteger) {
            return new java.math.BigDecimal(value.toString());
        }
        if (value instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).replaceAll((key, element) -> decimal(element));
        } else if (value instanceof java.util.List<?> list) {
            ((java.util.List<Object>) list).replaceAll(FormJson::decimal);
        }
        return value;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Invalid unreadable(Throwable cause) {
        StringBuilder path = new StringBuilder("definition");
        if (cause instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference part : mapping.getPath()) {
                if (part.getFieldName() == null) {
                    path.append('[').append(part.getIndex()).append(']');
                } else {
                    path.append('.').append(part.getFieldName());
                }
            }
        }
        return new Invalid(path.toString(), "양식 정의에서 읽을 수 없는 부분입니다.", "This part of the definition cannot be read.");
    }
}
