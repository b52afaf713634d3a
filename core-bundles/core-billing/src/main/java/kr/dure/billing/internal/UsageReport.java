package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.web.BadRequest;

/**
 * What was counted in a month (Asia/Seoul), and what the month costs by it.
 *
 * @param holdings what is charged by the day
 * @param parts the uses by what was asked for: empty by meter
 * @param lines the month as it would be on the invoice; what still runs is taken to run to the month's end
 */
record UsageReport(YearMonth month, List<Meter> meters, List<Holdings> holdings, List<Part> parts, List<Line> lines) {
    /**
     * One meter.
     *
     * @param unitPrice won per use on the month's first day
     * @param amount both multiplied, won before VAT and discounts
     */
    public record Meter(String meter, long quantity, long unitPrice, long amount) {}

    /** What the uses of a month are divided by. */
    public enum By {
        METER,
        DAY,
        USER;

        /** @throws BadRequest when there is none of this name */
        static By of(String name) {
            return Arrays.stream(values())
                    .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new BadRequest("by", "by는 meter, day, user 가운데 하나입니다.", "by must be meter, day or user."));
        }
    }

    /**
     * The uses of one meter on one day, or by one account.
     *
     * @param day null unless by day
     * @param accountId null unless by user; also null for uses that are nobody's
     * @param amount won before VAT and discounts
     */
    public record Part(LocalDate day, UUID accountId, String meter, long quantity, long unitPrice, long amount) {}

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
                parts,
                lines.stream().map(line -> line.in(locale)).toList());
    }

    /** A report in one language. */
    public record View(
            YearMonth month, List<Meter> meters, List<Holdings> holdings, List<Part> parts, List<Line.View> lines) {}
}
