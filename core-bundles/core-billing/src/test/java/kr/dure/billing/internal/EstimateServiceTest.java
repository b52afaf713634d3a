package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.YearMonth;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.web.Invalid;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class EstimateServiceTest {
    private final TestBilling billing = new TestBilling("2026-06-15T10:00");

    private long supply(String month, Long seatPrice) {
        return billing.estimates
                .answer(new EstimateRequest(
                        YearMonth.parse(month),
                        new Groupware(20L, null, null, null, null),
                        null,
                        seatPrice,
                        null,
                        null,
                        null,
                        null,
                        null))
                .supply();
    }

    @Test
    void withoutASeatPriceThePriceBookDecides() {
        assertThat(supply("2026-06", null)).isEqualTo(120_000);
    }

    @Test
    void anAskedSeatPriceHoldsForThisQuestionOnly() {
        assertThat(supply("2026-06", 7_700L)).isEqualTo(154_000);
        assertThat(supply("2026-06", 0L)).isZero();
        assertThat(supply("2026-06", null)).isEqualTo(120_000);
    }

    @Test
    void thePriceOfTheMonthsFirstDayHoldsForTheMonth() {
        TestBilling.sql("INSERT INTO platform.price VALUES ('groupware', '2026-07-01', 'ACCOUNT', 7000),"
                + " ('groupware', '2026-08-02', 'ACCOUNT', 8000)");
        assertThat(supply("2026-06", null)).isEqualTo(120_000);
        assertThat(supply("2026-07", null)).isEqualTo(140_000);
        assertThat(supply("2026-08", null)).isEqualTo(140_000);
        assertThat(supply("2026-09", null)).isEqualTo(160_000);
    }

    @Test
    void aMonthBeforeThePriceBookIsRefused() {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> supply("2019-12", null));
        assertThat(invalid.errors()).extracting(FieldError::field).containsExactly("month");
    }
}
