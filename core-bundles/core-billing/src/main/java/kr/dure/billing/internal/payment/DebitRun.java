package kr.dure.billing.internal.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A collection by auto-debit.
 *
 * @param state SENT (its file was made) or DONE (its result is in)
 * @param total won of all its debits
 * @param debits null in lists
 */
public record DebitRun(
        UUID id,
        LocalDate collectOn,
        String format,
        String state,
        int items,
        long total,
        Instant createdAt,
        String createdBy,
        Instant doneAt,
        List<Debit> debits) {
    /**
     * One debit.
     *
     * @param state SENT, PAID or FAILED
     * @param failure the bank's code, when FAILED
     */
    public record Debit(
            int sequence,
            UUID tenantId,
            String company,
            String invoiceNumber,
            long amount,
            String state,
            String failure) {}

    /** @param collectOn today or later; @param format {@code cms} where it is left out */
    public record Request(LocalDate collectOn, String format) {}
}
