package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.pricing.Line;

/**
 * What was counted in a month (Asia/Seoul), and what the month costs by it.
 *
 * @param holdings what is charged by the day
 * @param lines the month as it would be on the invoice; what still runs is taken to run to the month's end
 */
record UsageReport(YearMonth month, List<Meter> meters, List<Holdings> holdings, List<Line> lines) {
    /**
     * One meter.
     *
     * @param unitPrice won per use on the month's first day
     * @param amount both multiplied, won before VAT and discounts
     */
    public record Meter(String meter, long quantity, long unitPrice, long amount) {}

    /**
     * The things of one meter.
     *
     * @param count how many different things there were in the month
     * @param days on how many days each was there, added up; what still runs is taken to run to the month's end
     * @param unitPrice won per thing and month on the month's first day
     */
    public record Holdings(String meter, int count, int days, long unitPrice) {}

    View in(Locale locale) {
        return new View(
                month,
                meters,
                holdings,
                lines.stream().map(line -> line.in(locale)).toList());
    }

    /** A report in one language. */
    public record View(YearMonth month, List<Meter> meters, List<Holdings> holdings, List<Line.View> lines) {}
}
