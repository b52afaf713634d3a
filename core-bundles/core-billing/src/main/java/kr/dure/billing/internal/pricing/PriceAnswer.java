package kr.dure.billing.internal.pricing;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * What a month costs, line by line.
 *
 * @param month the usage month
 * @param lines in the order of the invoice; their amounts add up to {@code supply}
 * @param supply won before VAT, 0 or more
 * @param vat a tenth of it, floored (B8)
 * @param total both together
 */
public record PriceAnswer(YearMonth month, List<Line> lines, long supply, long vat, long total) {
    public PriceAnswer {
        lines = List.copyOf(lines);
    }

    /** The answer as the API shows it. */
    public View in(Locale locale) {
        return new View(month, lines.stream().map(line -> line.in(locale)).toList(), supply, vat, total);
    }

    /** An answer in one language. */
    public record View(YearMonth month, List<Line.View> lines, long supply, long vat, long total) {}
}
