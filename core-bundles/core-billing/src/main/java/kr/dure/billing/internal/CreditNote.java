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
 * @param supply won before VAT, below 0
 * @param vat a tenth of it, its magnitude floored, 0 or below
 * @param total both together
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
            long total,
            Instant issuedAt) {}
}
