package kr.dure.billing.internal.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Money a company paid.
 *
 * @param amount won, more than 0
 * @param receivedOn the day it came in (Asia/Seoul)
 * @param note what the operator noted, or null
 * @param shares the invoices it pays
 * @param credit what is left of it for invoices to come
 * @param undoneAt when it was taken back, or null
 */
public record Payment(
        UUID id,
        String kind,
        LocalDate receivedOn,
        long amount,
        String note,
        List<Share> shares,
        long credit,
        Instant recordedAt,
        String recordedBy,
        Instant undoneAt,
        String undoneWhy) {
    public Payment {
        shares = List.copyOf(shares);
    }

    /** So much of it goes to that invoice. */
    public record Share(UUID invoiceId, String number, long amount) {}
}
