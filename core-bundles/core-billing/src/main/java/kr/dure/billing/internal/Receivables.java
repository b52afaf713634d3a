package kr.dure.billing.internal;

import java.time.YearMonth;
import java.util.List;
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
     * {@link Standing#lateFeeBase} the late fee has been charged, so that it is never charged on it again. Called once
     * per invoice, also for one over 0.
     */
    void issued(Session session, Invoice invoice, Standing standing);

    /** Takes over a credit note in the transaction that issues it: so much less is owed for its invoice. */
    void credited(Session session, CreditNote note);

    /**
     * How a tenant stands.
     *
     * @param overdue whether something is unpaid past its due day, or an auto-debit has failed, which takes the 1 % away
     *     (B3)
     * @param lateFeeBase won, VAT included, that are unpaid past their due day and on which no late fee has been charged
     *     yet; 0 or more
     * @param lostDiscounts discounts that FINAL invoices gave for auto-debits that have failed since, and that have not
     *     been charged again yet (B3); those that a closing sees here have been charged when {@link #issued} returns
     */
    record Standing(boolean overdue, long lateFeeBase, List<LostDiscount> lostDiscounts) {
        /** Everything is paid. */
        public static final Standing CLEAR = new Standing(false, 0);

        public Standing(boolean overdue, long lateFeeBase) {
            this(overdue, lateFeeBase, List.of());
        }

        public Standing {
            lostDiscounts = List.copyOf(lostDiscounts);
            if (lateFeeBase < 0) {
                throw new IllegalArgumentException("A late fee on " + lateFeeBase + " won.");
            }
        }
    }
}
