package kr.dure.web.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** JSON as the API speaks it: strict on the way in, RFC 3339 on the way out. */
final class Json {
    private Json() {}

    /**
     * A new mapper with a type cache of its own. Each application has one, because a mapper keeps the classes it has
     * seen, and with them the class loader of an app that has long been removed.
     */
    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200)))
                .addModule(new JavaTimeModule())
                .addModule(PlainText.module())
                // One write to the socket: the length is known and no second, empty chunk follows.
                .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .withConfigOverride(Collection.class, Json::withoutGaps)
                .withConfigOverride(List.class, Json::withoutGaps)
                .withConfigOverride(Set.class, Json::withoutGaps)
                .build();
    }

    /** No list of the API has a place for null, and List.copyOf would answer one with 500. */
    private static void withoutGaps(MutableConfigOverride list) {
        list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    }

    static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
