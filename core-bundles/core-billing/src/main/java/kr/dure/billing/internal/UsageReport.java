package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;

/** What was counted in a month (Asia/Seoul). */
public record UsageReport(YearMonth month, List<Meter> meters) {
    /**
     * One meter.
     *
     * @param unitPrice won per use on the month's first day
     * @param amount both multiplied, won before VAT and discounts
     */
    public record Meter(String meter, long quantity, long unitPrice, long amount) {}
}
