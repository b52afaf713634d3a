package kr.dure.billing.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.pricing.Line;

/**
 * An invoice.
 *
 * @param month the usage month
 * @param number null while it is provisional
 * @param supply won before VAT
 * @param vat a tenth of it, floored (B8)
 * @param lateFee won on top, of which there is no VAT
 * @param total all three together
 * @param issuedAt null while it is provisional
 * @param due the last day to pay it; null while it is provisional
 */
public record Invoice(
        UUID id,
        YearMonth month,
        State state,
        String number,
        List<Line> lines,
        long supply,
        long vat,
        long lateFee,
        long total,
        Instant issuedAt,
        LocalDate due) {
    /** How firm it is. */
    public enum State {
        /** Of a month that still runs: unnumbered, computed anew each time. */
        PROVISIONAL,
        /** Numbered and never changed. */
        FINAL
    }

    /** The invoice as the API shows it. */
    public View in(Locale locale) {
        return new View(
                id,
                month,
                state.name(),
                number,
                lines.stream().map(line -> line.in(locale)).toList(),
                supply,
                vat,
                lateFee,
                total,
                issuedAt,
                due);
    }

    /** An invoice in one language. */
    public record View(
            UUID id,
            YearMonth month,
            String state,
            String number,
            List<Line.View> lines,
            long supply,
            long vat,
            long lateFee,
            long total,
            Instant issuedAt,
            LocalDate due) {}
}
