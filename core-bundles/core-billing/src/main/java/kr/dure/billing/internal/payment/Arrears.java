package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.util.List;

/**
 * How a company stands with its payments, and what happens when.
 *
 * @param step NONE, REMINDED, READ_ONLY, SUSPENDED or CLOSED
 * @param nextStep what comes next unless everything overdue is paid; null when nothing is owed, and after CLOSED
 * @param nextStepOn when; for what is not due yet, the day by the policy of today
 * @param open won owed in all
 * @param overdue won of that past its due day
 * @param reference what to write beside a transfer
 * @param receivables what is owed, oldest first
 */
public record Arrears(
        String step,
        LocalDate stepOn,
        String nextStep,
        LocalDate nextStepOn,
        LocalDate readOnlyOn,
        LocalDate suspendOn,
        LocalDate closeOn,
        long open,
        long overdue,
        String reference,
        List<Receivable.View> receivables) {
    public Arrears {
        receivables = List.copyOf(receivables);
    }
}
