package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import kr.dure.tenant.TenantState;

/**
 * How far the arrears of one invoice have gone, and what comes next. Pure. A step is taken only when its date was written
 * to the company at least {@code noticeDays} before; a date may move back, never forward.
 *
 * @param step taken last
 * @param stepOn when
 * @param noticed the step whose date the company was told last, or null
 * @param noticedOn when, or null
 */
record Ladder(
        UUID id,
        UUID invoiceId,
        Step step,
        LocalDate stepOn,
        int noticeDays,
        LocalDate readOnlyOn,
        LocalDate suspendOn,
        LocalDate closeOn,
        Step noticed,
        LocalDate noticedOn) {
    /** From mild to hard. */
    enum Step {
        REMINDED(TenantState.OPEN),
        READ_ONLY(TenantState.READ_ONLY),
        SUSPENDED(TenantState.SUSPENDED),
        CLOSED(TenantState.CLOSED);

        private final TenantState state;

        Step(TenantState state) {
            this.state = state;
        }

        TenantState state() {
            return state;
        }

        Optional<Step> next() {
            return this == CLOSED ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
        }
    }

    /**
     * The days of a ladder, counted from the due day, and how long before a step the company is told.
     */
    record Policy(int reminderDays, int readOnlyDays, int suspendDays, int closeDays, int noticeDays) {
        static final Policy DEFAULT = new Policy(1, 15, 45, 90, 7);
    }

    /** Begins with the reminder, which tells all dates and so is the notice of the first of them. */
    static Ladder begin(UUID id, Receivable receivable, Policy policy, LocalDate today) {
        LocalDate readOnly =
                later(receivable.due().plusDays(policy.readOnlyDays()), today.plusDays(policy.noticeDays()));
        LocalDate suspend = later(
                receivable.due().plusDays(policy.suspendDays()), readOnly.plusDays(Math.max(1, policy.noticeDays())));
        LocalDate close = later(
                receivable.due().plusDays(policy.closeDays()), suspend.plusDays(Math.max(1, policy.noticeDays())));
        return new Ladder(
                id,
                receivable.invoiceId(),
                Step.REMINDED,
                today,
                policy.noticeDays(),
                readOnly,
                suspend,
                close,
                Step.READ_ONLY,
                today);
    }

    /** The day of a step that has not been taken. */
    LocalDate on(Step which) {
        return switch (which) {
            case REMINDED -> stepOn;
            case READ_ONLY -> readOnlyOn;
            case SUSPENDED -> suspendOn;
            case CLOSED -> closeOn;
        };
    }

    /** Whether the company must be told today when the next step comes. */
    boolean noticeDue(LocalDate today) {
        return step.next()
                .filter(next -> noticed != next && !today.isBefore(on(next).minusDays(noticeDays)))
                .isPresent();
    }

    /** The company is told today; the date moves back where it would come too soon. */
    Ladder notice(LocalDate today) {
        Step next = step.next().orElseThrow();
        LocalDate soonest = later(on(next), today.plusDays(noticeDays));
        return move(next, soonest).told(next, today);
    }

    /** Whether the next step is to be taken today. */
    boolean stepDue(LocalDate today) {
        return step.next()
                .filter(next ->
                        noticed == next && !today.isBefore(on(next)) && !today.isBefore(noticedOn.plusDays(noticeDays)))
                .isPresent();
    }

    /** The next step is taken today. */
    Ladder take(LocalDate today) {
        Step next = step.next().orElseThrow();
        Ladder taken =
                new Ladder(id, invoiceId, next, today, noticeDays, readOnlyOn, suspendOn, closeOn, noticed, noticedOn);
        return next.next()
                .map(following ->
                        taken.move(following, later(taken.on(following), today.plusDays(Math.max(1, noticeDays)))))
                .orElse(taken);
    }

    private Ladder told(Step which, LocalDate today) {
        return new Ladder(id, invoiceId, step, stepOn, noticeDays, readOnlyOn, suspendOn, closeOn, which, today);
    }

    private Ladder move(Step which, LocalDate day) {
        LocalDate readOnly = which == Step.READ_ONLY ? day : readOnlyOn;
        LocalDate suspend = later(which == Step.SUSPENDED ? day : suspendOn, readOnly);
        LocalDate close = later(which == Step.CLOSED ? day : closeOn, suspend);
        return new Ladder(id, invoiceId, step, stepOn, noticeDays, readOnly, suspend, close, noticed, noticedOn);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
