package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final ObjectMapper mapper = Json.mapper();

    public record Everything(long won, Integer absent, LocalDate day, YearMonth month, Instant at, UUID id) {}

    @Test
    void everyTypeOfTheConventionsIsWrittenAsAgreed() {
        Everything all = new Everything(
                6000,
                null,
                LocalDate.of(2026, 6, 11),
                YearMonth.of(2026, 6),
                Instant.parse("2026-06-11T00:00:00Z"),
                new UUID(1, 2));
        assertThat(Json.write(mapper, all))
                .isEqualTo("{\"won\":6000,\"absent\":null,\"day\":\"2026-06-11\",\"month\":\"2026-06\","
                        + "\"at\":\"2026-06-11T00:00:00Z\",\"id\":\"00000000-0000-0001-0000-000000000002\"}");
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThatThrownBy(() -> mapper.readValue("{\"won\":1,\"wan\":2}", Everything.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("wan");
    }

    @Test
    void moneyIsAWholeNumberAndNothingElse() {
        assertThatThrownBy(() -> mapper.readValue("{\"won\":1.5}", Everything.class))
                .isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> mapper.readValue("{\"won\":\"1\"}", Everything.class))
                .isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> mapper.readValue("{\"won\":null}", Everything.class))
                .isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void aFieldThatComesTwiceOrTextAfterTheEndIsRefused() {
        assertThatThrownBy(() -> mapper.readValue("{\"won\":1,\"won\":2}", Everything.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> mapper.readValue("{\"won\":1} x", Everything.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    public record Step(Set<UUID> people) {}

    public record Lists(List<String> apps, List<Step> steps, Map<String, Object> values) {}

    @Test
    void nothingInAListIsRefusedByItsPlace() {
        assertThat(place("{\"apps\":[\"sms\",null]}")).isEqualTo("apps[1]");
        assertThat(place("{\"steps\":[null]}")).isEqualTo("steps[0]");
        assertThat(place("{\"steps\":[{\"people\":[null]}]}")).isEqualTo("steps[0].people[0]");
    }

    @Test
    void aFieldOfAFormMayHoldNothing() throws JsonProcessingException {
        Lists read = mapper.readValue("{\"values\":{\"note\":null,\"rows\":[null]}}", Lists.class);
        assertThat(read.values()).containsEntry("note", null);
    }

    private String place(String json) {
        try {
            throw new AssertionError("read " + mapper.readValue(json, Lists.class));
        } catch (JsonProcessingException e) {
            return ProblemMapper.field(e);
        }
    }

    @Test
    void twoMappersShareNoCacheOfTypes() {
        assertThat(mapper.getTypeFactory()).isNotSameAs(Json.mapper().getTypeFactory());
    }
}
