package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import kr.dure.web.Invalid;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class AdRulesTest {
    private static final String TEXT = "(광고) 두레상사 할인\n무료수신거부 080-123-4567";

    private static Instant seoul(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(AdRules.SEOUL).toInstant();
    }

    private static List<String> faults(String text, String sendAt) {
        Invalid.Checks checks = new Invalid.Checks();
        AdRules.check(checks, text, seoul(sendAt));
        Invalid invalid = catchThrowableOfType(Invalid.class, checks::done);
        return invalid == null
                ? List.of()
                : invalid.errors().stream().map(FieldError::field).toList();
    }

    @Test
    void theNightBeginsAtTwentyOneOClockAndEndsAtEightInSeoul() {
        assertThat(AdRules.atNight(seoul("2026-06-15T20:59:59.999"))).isFalse();
        assertThat(AdRules.atNight(seoul("2026-06-15T21:00:00"))).isTrue();
        assertThat(AdRules.atNight(seoul("2026-06-16T00:00:00"))).isTrue();
        assertThat(AdRules.atNight(seoul("2026-06-16T07:59:59.999"))).isTrue();
        assertThat(AdRules.atNight(seoul("2026-06-16T08:00:00"))).isFalse();
    }

    @Test
    void theMorningAfterIsTheNextEightOClock() {
        Instant morning = seoul("2026-06-16T08:00:00");
        assertThat(AdRules.morningAfter(seoul("2026-06-15T21:00:00"))).isEqualTo(morning);
        assertThat(AdRules.morningAfter(seoul("2026-06-16T00:00:00"))).isEqualTo(morning);
        assertThat(AdRules.morningAfter(seoul("2026-06-16T07:59:59"))).isEqualTo(morning);
        assertThat(AdRules.morningAfter(morning)).isEqualTo(morning);
        assertThat(AdRules.morningAfter(seoul("2026-12-31T23:00:00"))).isEqualTo(seoul("2027-01-01T08:00:00"));
    }

    @Test
    void aMarkedAndRefusableAdvertisementByDayIsAllowed() {
        assertThat(faults(TEXT, "2026-06-15T20:59:00")).isEmpty();
        assertThat(faults(TEXT, "2026-06-15T08:00:00")).isEmpty();
    }

    @Test
    void everyFaultOfAnAdvertisementIsNamed() {
        assertThat(faults("할인 (광고)", "2026-06-15T21:00:00")).containsExactly("text", "text", "sendAt");
        assertThat(faults(" " + TEXT, "2026-06-15T12:00:00")).containsExactly("text");
        assertThat(faults("(광고) 할인", "2026-06-15T12:00:00")).containsExactly("text");
    }
}
