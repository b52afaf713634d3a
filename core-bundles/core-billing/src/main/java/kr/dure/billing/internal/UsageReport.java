package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import kr.dure.billing.internal.pricing.Line;

/**
 * What was counted in a month (Asia/Seoul), and what the month costs by it.
 *
 * @param lines the month as it would be on the invoice; what still runs is taken to run to the month's end
 */
record UsageReport(YearMonth month, List<Meter> meters, List<Line> lines) {
    /**
     * One meter.
     *
     * @param unitPrice won per use on the month's first day
     * @param amount both multiplied, won before VAT and discounts
     */
    public record Meter(String meter, long quantity, long unitPrice, long amount) {}

    View in(Locale locale) {
        return new View(
                month, meters, lines.stream().map(line -> line.in(locale)).toList());
    }

    /** A report in one language. */
    public record View(YearMonth month, List<Meter> meters, List<Line.View> lines) {}
}
