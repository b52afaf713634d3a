package kr.dure.web.internal;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import kr.dure.web.BadRequest;
import kr.dure.web.NotFound;

/** Path and query values: a bad query value is a 400 that names it, a bad path is a 404. */
final class Parameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            String.class, Parameters::text,
            UUID.class, UUID::fromString,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            LocalDate.class, LocalDate::parse,
            YearMonth.class, YearMonth::parse);

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Function<String, Object> reader = type.isEnum() ? value -> constant(type, value) : READERS.get(type);
        if (reader == null) {
            return null;
        }
        return new ParamConverter<>() {
            @Override
            public T fromString(String value) {
                try {
                    return value == null ? null : (T) reader.apply(value);
                } catch (RuntimeException unreadable) {
                    throw refuse(annotations);
                }
            }

            @Override
            public String toString(T value) {
                return String.valueOf(value);
            }
        };
    }

    private static String text(String value) {
        if (!PlainText.storable(value)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static RuntimeException refuse(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return new BadRequest(
                        query.value(),
                        query.value() + " 값을 읽을 수 없습니다.",
                        "The value of " + query.value() + " cannot be read.");
            }
            if (annotation instanceof PathParam) {
                return new NotFound("그런 주소가 없습니다.", "There is nothing at this address.");
            }
        }
        return new BadRequest("parameter", "값을 읽을 수 없습니다.", "A value cannot be read.");
    }
}
