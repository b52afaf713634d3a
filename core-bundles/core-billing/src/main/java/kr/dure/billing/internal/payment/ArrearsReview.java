package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.payment.Ladder.Policy;
import kr.dure.billing.internal.payment.Ladder.Step;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks at one company's arrears: uses its credit, begins, continues or ends its ladder. Its transaction holds the step,
 * the mail about it and the state of the company, so that each happens once and none without the others. As a job it
 * follows every payment, and belongs to the operator, whose transaction books it.
 */
@Component(service = {ArrearsReview.class, JobHandler.class})
public final class ArrearsReview implements JobHandler {
    static final String JOB = "billing.arrears-review";
    static final String CAUSE = "arrears";

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectory tenants;
    private final TenantLife life;
    private final ArrearsPolicies policies;
    private final ArrearsMails mails;

    @Activate
    public ArrearsReview(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectory tenants,
            @Reference TenantLife life,
            @Reference ArrearsPolicies policies,
            @Reference ArrearsMails mails) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
        this.life = life;
        this.policies = policies;
        this.mails = mails;
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        tenants.find(UUID.fromString(run.data())).ifPresent(this::review);
        return Optional.empty();
    }

    /** Does what is due today for {@code tenant}; again on the same day it does nothing more. */
    void review(Tenant tenant) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
        Policy policy = policies.on(today);
        Tenants.run(tenant, () -> tx.run(session -> review(session, today, policy)));
    }

    private void review(Session session, LocalDate today, Policy policy) {
        // In the order in which closing takes them: the subscription, then what is owed, then the company.
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM billing.subscription FOR UPDATE")
                .getResultList();
        ArrearsLedger arrears = new ArrearsLedger(session);
        arrears.untold().forEach(failure -> {
            mails.debitFailed(failure);
            arrears.told(failure);
        });
        PaymentLedger ledger = new PaymentLedger(session, Tenants.current().id());
        ledger.useCredit();
        List<Receivable> overdue = ledger.lockOpen().stream()
                .filter(receivable -> receivable.overdue(today))
                .toList();
        Optional<Ladder> open = arrears.open();
        boolean same = open.isPresent()
                && overdue.stream()
                        .anyMatch(receivable ->
                                receivable.invoiceId().equals(open.get().invoiceId()));
        if (same) {
            advance(session, arrears, open.get(), overdue, today);
            return;
        }
        open.ifPresent(ended -> end(session, arrears, ended, overdue.isEmpty()));
        overdue.stream()
                .filter(receivable -> !today.isBefore(receivable.due().plusDays(policy.reminderDays())))
                .findFirst()
                .filter(receivable -> Tenants.current().state() != TenantState.CLOSED)
                .ifPresent(oldest -> begin(session, arrears, oldest, overdue, policy, today));
    }

    private void begin(
            Session session,
            ArrearsLedger arrears,
            Receivable oldest,
            List<Receivable> overdue,
            Policy policy,
            LocalDate today) {
        Ladder ladder = Ladder.begin(ids.next(), oldest, policy, today);
        arrears.begin(ladder, clock.instant());
        mails.reminder(ladder, overdue);
        audit(session, null, ladder);
    }

    private void advance(
            Session session, ArrearsLedger arrears, Ladder before, List<Receivable> overdue, LocalDate today) {
        if (before.noticeDue(today)) {
            Ladder ladder = before.notice(today);
            arrears.update(ladder);
            mails.notice(ladder, overdue);
            audit(session, before, ladder);
        } else if (before.stepDue(today)) {
            Ladder ladder = before.take(today);
            arrears.update(ladder);
            if (ladder.step() != Step.REMINDED) {
                life.restrict(ladder.step().state(), CAUSE);
            }
            mails.taken(ladder, overdue);
            audit(session, before, ladder);
        }
    }

    private void end(Session session, ArrearsLedger arrears, Ladder ended, boolean nothingLeft) {
        arrears.end(ended, clock.instant());
        life.relax(TenantState.OPEN, CAUSE);
        if (nothingLeft) {
            mails.lifted();
        }
        session.audit("billing.arrears", ended.id().toString(), facts(ended), Map.of("step", "ENDED"));
    }

    private static void audit(Session session, Ladder before, Ladder after) {
        session.audit(
                "billing.arrears", after.id().toString(), before == null ? Map.of() : facts(before), facts(after));
    }

    private static Map<String, ?> facts(Ladder ladder) {
        return Map.of(
                "step",
                ladder.step().name(),
                "invoice",
                ladder.invoiceId().toString(),
                "readOnlyOn",
                ladder.readOnlyOn().toString(),
                "suspendOn",
                ladder.suspendOn().toString(),
                "closeOn",
                ladder.closeOn().toString(),
                "noticed",
                String.valueOf(ladder.noticed()));
    }
}
