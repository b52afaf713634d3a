package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;

/**
 * What is owed for one final invoice.
 *
 * @param month the usage month
 * @param total of the invoice, won, VAT included
 * @param fee the late fee inside the total
 * @param discount the discount for auto-debit that the invoice was given, before VAT (B3)
 * @param credited what credit notes took away
 * @param paid what payments were allocated to it
 * @param feeCharged whether the late fee on it has been charged
 */
public record Receivable(
        UUID invoiceId,
        String number,
        YearMonth month,
        long total,
        long fee,
        long discount,
        long credited,
        long paid,
        LocalDate issuedOn,
        LocalDate due,
        boolean feeCharged) {
    /** How far it is paid. */
    public enum State {
        OPEN,
        PARTLY_PAID,
        PAID,
        /** Past its due day and not paid, or not wholly. */
        OVERDUE
    }

    /** What is still owed, 0 or more. */
    public long open() {
        return total - credited - paid;
    }

    /** Whether the due day is over and something is owed. */
    public boolean overdue(LocalDate today) {
        return open() > 0 && due.isBefore(today);
    }

    public State state(LocalDate today) {
        if (open() == 0) {
            return State.PAID;
        }
        if (overdue(today)) {
            return State.OVERDUE;
        }
        return paid > 0 ? State.PARTLY_PAID : State.OPEN;
    }

    View view(LocalDate today) {
        return new View(invoiceId, number, month, state(today).name(), total, credited, paid, open(), issuedOn, due);
    }

    /** A receivable as the API shows it. */
    public record View(
            UUID invoiceId,
            String number,
            YearMonth month,
            String state,
            long total,
            long credited,
            long paid,
            long open,
            LocalDate issuedOn,
            LocalDate due) {}
}
