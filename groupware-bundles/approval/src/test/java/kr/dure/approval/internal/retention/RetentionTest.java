package kr.dure.approval.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    @ParameterizedTest
    @CsvSource({
        "Y1, 2026-06-11T00:00:00Z, 2027-12-31",
        "Y3, 2026-06-11T00:00:00Z, 2029-12-31",
        "Y5, 2026-01-01T00:00:00Z, 2031-12-31",
        "Y10, 2026-06-11T00:00:00Z, 2036-12-31",
        "Y30, 2026-06-11T00:00:00Z, 2056-12-31",
        "SEMI_PERMANENT, 2026-06-11T00:00:00Z, 2096-12-31",
        // In Seoul the new year has begun.
        "Y1, 2026-12-31T15:00:00Z, 2028-12-31",
        "Y1, 2026-12-31T14:59:59Z, 2027-12-31",
    })
    void yearsCountFromTheFirstOfJanuaryAfterCompletionInKorea(
            Retention retention, Instant completed, LocalDate until) {
        assertThat(retention.keepUntil(completed)).contains(until);
        assertThat(retention.expired(completed, until)).isFalse();
        assertThat(retention.expired(completed, until.plusDays(1))).isTrue();
    }

    @Test
    void permanentIsNeverOver() {
        Instant completed = Instant.parse("2026-06-11T00:00:00Z");
        assertThat(Retention.PERMANENT.keepUntil(completed)).isEmpty();
        assertThat(Retention.PERMANENT.expired(completed, LocalDate.of(9999, 12, 31)))
                .isFalse();
    }

    @Property
    void nothingIsKeptForLessThanItsYears(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant completed = Instant.ofEpochSecond(second);
        LocalDate day = completed.atZone(java.time.ZoneId.of("Asia/Seoul")).toLocalDate();
        int[] years = {1, 3, 5, 10, 30};
        Retention[] kinds = Arrays.copyOf(Retention.values(), years.length);
        for (int i = 0; i < years.length; i++) {
            assertThat(kinds[i].expired(completed, day.plusYears(years[i]))).isFalse();
            assertThat(kinds[i].expired(completed, day.plusYears(years[i] + 1L).plusDays(1)))
                    .isTrue();
        }
    }
}
