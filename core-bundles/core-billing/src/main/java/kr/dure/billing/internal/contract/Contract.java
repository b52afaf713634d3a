package kr.dure.billing.internal.contract;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement;

/**
 * A term contract (약정).
 *
 * @param term years, 1 to 3
 * @param startsOn its first day (Asia/Seoul)
 * @param endsOn its last day
 * @param terminatedOn its last day when it ends before its time, otherwise null
 * @param payment {@code monthly} or {@code prepaid}
 * @param prepayment won before VAT for the whole term; 0 when it is paid monthly
 * @param balance won of it that no FINAL invoice has used
 * @param version for {@code ETag}
 */
public record Contract(
        UUID id,
        int term,
        LocalDate startsOn,
        LocalDate endsOn,
        LocalDate terminatedOn,
        String payment,
        long prepayment,
        long balance,
        int version) {
    /** The months of its whole term. */
    private static final int MONTHS_PER_YEAR = 12;

    /** The last day on which it is in force. */
    public LocalDate lastDay() {
        return terminatedOn == null ? endsOn : terminatedOn;
    }

    int months() {
        return term * MONTHS_PER_YEAR;
    }

    /**
     * One entry of its ledger.
     *
     * @param documentId the invoice, or credit note, it stands on
     */
    public record Entry(YearMonth month, Movement.Kind kind, long won, UUID documentId) {}

    /** A contract and its ledger, oldest first. */
    public record WithEntries(Contract contract, List<Entry> entries) {}
}
