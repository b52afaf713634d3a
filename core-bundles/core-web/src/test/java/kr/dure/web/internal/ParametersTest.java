package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.time.DayOfWeek;
import java.util.UUID;
import kr.dure.web.BadRequest;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void aValueOfAListIsReadByItsName() throws Exception {
        assertThat(converter(DayOfWeek.class).fromString("MONDAY")).isEqualTo(DayOfWeek.MONDAY);
        assertThat(converter(DayOfWeek.class).fromString(null)).isNull();
    }

    @Test
    void anUnreadableValueIsABadRequestThatNamesTheParameter() throws Exception {
        assertRefused(converter(DayOfWeek.class), "monday");
        assertRefused(converter(UUID.class), "1");
        assertRefused(converter(int.class), "x");
        assertRefused(converter(String.class), "a\0b");
    }

    private static void assertRefused(ParamConverter<?> converter, String value) {
        assertThatThrownBy(() -> converter.fromString(value))
                .isInstanceOfSatisfying(
                        BadRequest.class,
                        e -> assertThat(e.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo("day")));
    }

    private static <T> ParamConverter<T> converter(Class<T> type) throws Exception {
        Annotation[] annotations =
                ParametersTest.class.getDeclaredMethod("asked", DayOfWeek.class).getParameterAnnotations()[0];
        return new Parameters().getConverter(type, type, annotations);
    }

    @SuppressWarnings("unused")
    private static void asked(@QueryParam("day") DayOfWeek day) {}
}
