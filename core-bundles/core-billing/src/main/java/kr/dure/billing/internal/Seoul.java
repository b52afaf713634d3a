package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** Billing days and months are Korean ones. */
final class Seoul {
    static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    private Seoul() {}

    static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    static LocalDate today(Clock clock) {
        return date(clock.instant());
    }

    static YearMonth month(Clock clock) {
        return YearMonth.from(today(clock));
    }

    static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZONE).toInstant();
    }
}
