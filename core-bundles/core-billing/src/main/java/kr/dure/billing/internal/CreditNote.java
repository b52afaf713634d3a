package kr.dure.billing.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.pricing.Line;

/**
 * What takes back a part of a FINAL invoice, which itself never changes (계산서 수정).
 *
 * @param invoiceId the invoice it takes back from
 * @param invoiceNumber that invoice's number
 * @param number its own number, of a sequence of its own without gaps
 * @param reason why, for the company
 * @param lines with negative amounts
 * @param supply won before VAT, 0 or below
 * @param vat a tenth of it, its magnitude floored, 0 or below
 * @param lateFee won of a late fee, of which there is no VAT; 0 or below
 * @param total all three together, below 0
 */
public record CreditNote(
        UUID id,
        UUID invoiceId,
        String invoiceNumber,
        String number,
        String reason,
        List<Line> lines,
        long supply,
        long vat,
        long lateFee,
        long total,
        Instant issuedAt) {
    public CreditNote {
        lines = List.copyOf(lines);
    }

    /** The note as the API shows it. */
    public View in(Locale locale) {
        return new View(
                id,
                invoiceId,
                invoiceNumber,
                number,
                reason,
                lines.stream().map(line -> line.in(locale)).toList(),
                supply,
                vat,
                lateFee,
                total,
                issuedAt);
    }

    /** A note in one language. */
    public record View(
            UUID id,
            UUID invoiceId,
            String invoiceNumber,
            String number,
            String reason,
            List<Line.View> lines,
            long supply,
            long vat,
            long lateFee,
            long total,
            Instant issuedAt) {}
}
