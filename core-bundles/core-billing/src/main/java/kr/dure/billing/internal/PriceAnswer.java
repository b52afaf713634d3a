package kr.dure.billing.internal;

import java.util.List;
import java.util.Locale;
import kr.dure.product.Text;

/**
 * What a month costs, line by line; amounts in won.
 *
 * @param supply sum of the lines, before VAT
 * @param vat a tenth of it, floored (B8)
 */
record PriceAnswer(List<Line> lines, long supply, long vat, long total) {
    PriceAnswer {
        lines = List.copyOf(lines);
    }

    static PriceAnswer of(List<Line> lines) {
        long supply = lines.stream().mapToLong(Line::amount).sum();
        long vat = Math.floorDiv(supply, 10);
        return new PriceAnswer(lines, supply, vat, supply + vat);
    }

    /**
     * One line.
     *
     * @param code one of the codes of the API contract
     * @param unitPrice won per item and whole month
     * @param days days charged out of {@code ofDays}
     * @param amount won, negative for a discount or credit
     */
    record Line(String code, Text description, long quantity, long unitPrice, int days, int ofDays, long amount) {
        View in(Locale locale) {
            return new View(code, description.in(locale), quantity, unitPrice, days, ofDays, amount);
        }
    }

    /** A line in the reader's language. */
    public record View(
            String code, String description, long quantity, long unitPrice, int days, int ofDays, long amount) {}
}
