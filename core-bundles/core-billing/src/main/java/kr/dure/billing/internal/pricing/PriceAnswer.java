package kr.dure.billing.internal.pricing;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * What a month costs, line by line.
 *
 * @param month the usage month
 * @param lines in the order of the invoice; their amounts, without the late fee's, add up to {@code supply}
 * @param supply won before VAT, 0 or more
 * @param vat a tenth of it, floored (B8)
 * @param lateFee won on top, of which there is no VAT; 0 or more
 * @param total all three together
 * @param movements what the lines change in the ledgers of contracts
 */
public record PriceAnswer(
        YearMonth month, List<Line> lines, long supply, long vat, long lateFee, long total, List<Movement> movements) {
    public PriceAnswer {
        lines = List.copyOf(lines);
        movements = List.copyOf(movements);
    }

    /**
     * What a month changes in a contract's ledger.
     *
     * @param contract the contract's id
     * @param won 1 or more
     */
    public record Movement(String contract, Kind kind, long won) {
        /** What happened. */
        public enum Kind {
            /** A discount was given. */
            DISCOUNT,
            /** The discounts were returned. */
            RETURN,
            /** The term was charged ahead. */
            PREPAYMENT,
            /** The base fee was taken from what was paid ahead. */
            DRAW,
            /** What was paid ahead for unused months was given back. */
            REFUND
        }
    }

    /** The answer as the API shows it. */
    public View in(Locale locale) {
        return new View(month, lines.stream().map(line -> line.in(locale)).toList(), supply, vat, lateFee, total);
    }

    /** An answer in one language. */
    public record View(YearMonth month, List<Line.View> lines, long supply, long vat, long lateFee, long total) {}
}
