package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.persistence.Session;

/**
 * What the current tenant has not paid, as far as it changes prices: the discount for auto-debit (B3) and the late fee.
 * Everything happens in the caller's transaction of billing's unit; an implementation asks neither closing nor pricing.
 */
public interface Receivables {
    /**
     * How the tenant stands when {@code month} closes: at its end, or now while it still runs.
     *
     * @param month the usage month that is priced
     */
    Standing at(Session session, YearMonth month);

    /**
     * Takes over a FINAL invoice in the transaction that issues it: its total is owed from now on, and on the sum of
     * {@link Standing#late} the late fee has been charged, so that it is never charged on it again. Called once
     * per invoice, also for one over 0.
     */
    void issued(Session session, Invoice invoice, Standing standing);

    /** Takes over a credit note in the transaction that issues it: so much less is owed for its invoice. */
    void credited(Session session, CreditNote note);

    /**
     * How a tenant stands. Who paid late is judged by the days on which money came in, and only for days of which all that
     * came in is booked; what is not decided yet is decided by a later month.
     *
     * @param overdue whether something was unpaid past its due day, which takes the 1 % away (B3)
     * @param undecided whether something looks unpaid past its due day, and what came in last is not booked yet: the 1 % is
     *     given, and a later month may take it back
     * @param late what the late fee is charged on, for the first and only time
     * @param lostDiscounts discounts that FINAL invoices gave and had no right to, and that have not been charged again yet
     *     (B3); those that a closing sees here have been charged when {@link #issued} returns
     * @param judged invoices about whose discount it is decided now
     * @param credit whether money is left that pays the next invoice
     */
    record Standing(
            boolean overdue,
            boolean undecided,
            List<LateFee> late,
            List<LostDiscount> lostDiscounts,
            List<UUID> judged,
            boolean credit) {
        /** Everything is paid. */
        public static final Standing CLEAR = new Standing(false, false, List.of(), List.of(), List.of(), false);

        public Standing {
            late = List.copyOf(late);
            lostDiscounts = List.copyOf(lostDiscounts);
            judged = List.copyOf(judged);
        }

        /** Won, VAT included, on which the late fee is charged; 0 or more. */
        public long lateFeeBase() {
            return late.stream().mapToLong(LateFee::won).reduce(0, Math::addExact);
        }
    }
}
