package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import kr.dure.billing.internal.Receivables.Standing;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.billing.internal.pricing.LostDiscount.Why;

/**
 * Who paid in time, by the days on which money came in (입금일) and not by the days on which it was booked. Pure.
 *
 * <p>Nobody is late because a statement is: a day is judged when all that came in until its end is booked. What is not
 * judged when a month closes – the late fee, and whether the month had a right to the 1 % – a later month decides, by the
 * same day.
 */
final class Judgement {
    private final List<Owed> owed;
    private final LocalDate covered;

    /**
     * @param owed what the company owes and owed, at least all that may be undecided
     * @param covered the last day of which all that came in is booked, or null
     */
    Judgement(List<Owed> owed, LocalDate covered) {
        this.owed = List.copyOf(owed);
        this.covered = covered;
    }

    /**
     * What is or was owed.
     *
     * @param discountLost its debit has failed
     * @param discountJudged it is decided that it had a right to its discount, unless its debit fails
     * @param discountCharged its discount has been charged again
     * @param paid what came in for it
     */
    record Owed(
            Receivable receivable,
            boolean discountLost,
            boolean discountJudged,
            boolean discountCharged,
            List<Paid> paid) {
        Owed {
            paid = List.copyOf(paid);
        }

        /** Unpaid at the end of {@code day}; 0 or more. */
        private long openAt(LocalDate day) {
            long came = paid.stream()
                    .filter(one -> !one.on().isAfter(day))
                    .mapToLong(Paid::amount)
                    .sum();
            return Math.max(0, receivable.total() - receivable.credited() - came);
        }
    }

    /** Money that came in on a day. */
    record Paid(LocalDate on, long amount) {}

    /**
     * How the company stands at the end of {@code day}.
     *
     * @param day the last day of the month that closes, or yesterday
     * @param credit whether money is left
     */
    Standing at(LocalDate day, boolean credit) {
        boolean overdue = overdueAt(day);
        return new Standing(
                overdue && decided(day),
                overdue && !decided(day),
                owed.stream().flatMap(one -> late(one, day).stream()).toList(),
                owed.stream().flatMap(one -> lost(one).stream()).toList(),
                owed.stream()
                        .filter(this::judgedNow)
                        .map(one -> one.receivable().invoiceId())
                        .toList(),
                credit);
    }

    private boolean decided(LocalDate day) {
        return covered != null && !covered.isBefore(day);
    }

    private boolean overdueAt(LocalDate day) {
        return owed.stream().anyMatch(one -> !one.receivable().due().isAfter(day) && one.openAt(day) > 0);
    }

    /** What is unpaid when the month is over in which it was due bears the fee. No fee on a fee: money pays the service first. */
    private Optional<LateFee> late(Owed one, LocalDate day) {
        Receivable receivable = one.receivable();
        LocalDate monthEnd = YearMonth.from(receivable.due()).atEndOfMonth();
        LocalDate judged = monthEnd.isAfter(day) ? day : monthEnd;
        if (receivable.feeCharged() || receivable.due().isAfter(day) || !decided(judged)) {
            return Optional.empty();
        }
        long won = one.openAt(judged) - receivable.fee();
        return won <= 0
                ? Optional.empty()
                : Optional.of(new LateFee(receivable.invoiceId(), receivable.number(), receivable.due(), won));
    }

    private Optional<LostDiscount> lost(Owed one) {
        Receivable receivable = one.receivable();
        if (one.discountCharged() || receivable.discount() == 0) {
            return Optional.empty();
        }
        boolean unpaid = judgedNow(one) && overdueAt(receivable.month().atEndOfMonth());
        if (!one.discountLost() && !unpaid) {
            return Optional.empty();
        }
        return Optional.of(new LostDiscount(
                receivable.invoiceId(),
                receivable.month(),
                receivable.number(),
                receivable.discount(),
                one.discountLost() ? Why.DEBIT_FAILED : Why.UNPAID));
    }

    private boolean judgedNow(Owed one) {
        return !one.discountJudged() && decided(one.receivable().month().atEndOfMonth());
    }
}
