package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final YearMonth MONTH = YearMonth.of(2028, 2);

    @Property
    void bothEndsAreCounted(@ForAll @IntRange(min = 1, max = 29) int a, @ForAll @IntRange(min = 1, max = 29) int b) {
        Days days = new Days(MONTH.atDay(Math.min(a, b)), MONTH.atDay(Math.max(a, b)));
        assertThat(days.count()).isEqualTo((int)
                days.first().datesUntil(days.last().plusDays(1)).count());
        assertThat(days.countFrom(days.first())).isEqualTo(days.count());
        assertThat(days.countFrom(days.last())).isEqualTo(1);
    }

    @Property
    void whatTwoHaveInCommonIsCountedDayByDay(
            @ForAll @IntRange(min = 1, max = 29) int a,
            @ForAll @IntRange(min = 1, max = 29) int b,
            @ForAll @IntRange(min = 1, max = 29) int c,
            @ForAll @IntRange(min = 1, max = 29) int d) {
        Days one = new Days(MONTH.atDay(Math.min(a, b)), MONTH.atDay(Math.max(a, b)));
        Days other = new Days(MONTH.atDay(Math.min(c, d)), MONTH.atDay(Math.max(c, d)));
        long common = one.first()
                .datesUntil(one.last().plusDays(1))
                .filter(other::contains)
                .count();
        assertThat(one.overlap(other)).isEqualTo((int) common).isEqualTo(other.overlap(one));
    }

    @Test
    void whatReachesBeyondTheMonthIsCutToIt() {
        assertThat(Days.inside(MONTH, LocalDate.of(2027, 5, 1), null)).contains(Days.of(MONTH));
        assertThat(Days.inside(MONTH, LocalDate.of(2028, 3, 1), null)).isEmpty();
        assertThat(Days.inside(MONTH, null, LocalDate.of(2028, 1, 31))).isEmpty();
    }

    @Test
    void anEndBeforeTheBeginningIsRefused() {
        assertThatThrownBy(() -> new Days(MONTH.atDay(2), MONTH.atDay(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
