package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A transfer on a bank statement and what became of it.
 *
 * @param repeated whether it looks exactly like another line of its file
 * @param state OPEN, ASSIGNED or IGNORED
 * @param customer whose it is, when ASSIGNED
 * @param reason what was said when it was assigned by hand, taken back or put aside; may be null
 * @param suggestions whom it may be from, while OPEN; the likeliest first
 */
public record BankLine(
        UUID id,
        LocalDate date,
        String time,
        long amount,
        String depositor,
        String memo,
        boolean repeated,
        String state,
        UUID customer,
        String company,
        UUID paymentId,
        String reason,
        int version,
        List<Suggested> suggestions) {
    public BankLine {
        suggestions = List.copyOf(suggestions);
    }

    /**
     * Whom it may be from.
     *
     * @param why REFERENCE, NAME_AND_AMOUNT, NAME, PART_OF_NAME or AMOUNT
     * @param owed what that company owes now
     */
    public record Suggested(UUID tenantId, String company, String why, long owed) {}

    BankLine with(List<Suggested> found) {
        return new BankLine(
                id, date, time, amount, depositor, memo, repeated, state, customer, company, paymentId, reason, version,
                found);
    }

    StatementLine asLine() {
        return new StatementLine(date, time, amount, depositor, memo, "", repeated);
    }
}
