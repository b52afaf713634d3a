package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.Ladder.Policy;
import kr.dure.billing.internal.payment.Ladder.Step;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows what is owed, paid and to come. */
@Component(service = ArrearsService.class)
public final class ArrearsService {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final ArrearsPolicies policies;

    @Activate
    public ArrearsService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference ArrearsPolicies policies) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.policies = policies;
    }

    /** The current tenant's standing, with the dates of all steps to come. */
    public Arrears mine() {
        LocalDate today = today();
        Policy policy = policies.on(today);
        return tx.read(session -> {
            UUID tenant = Tenants.current().id();
            List<Receivable> owed = new PaymentLedger(session, tenant)
                    .all().stream().filter(receivable -> receivable.open() > 0).toList();
            Optional<Ladder> ladder = new ArrearsLedger(session).open();
            // Nothing has happened yet: the dates as they will be if nothing is paid.
            Optional<Ladder> planned = ladder.or(() -> owed.stream()
                    .findFirst()
                    .map(oldest -> Ladder.begin(
                            ids.next(),
                            oldest,
                            policy,
                            later(today, oldest.due().plusDays(policy.reminderDays())))));
            return view(tenant, owed, ladder.isPresent(), planned, today);
        });
    }

    private static Arrears view(
            UUID tenant, List<Receivable> owed, boolean begun, Optional<Ladder> ladder, LocalDate today) {
        Optional<Step> next = begun ? ladder.flatMap(found -> found.step().next()) : ladder.map(found -> Step.REMINDED);
        return new Arrears(
                begun ? ladder.get().step().name() : "NONE",
                begun ? ladder.get().stepOn() : null,
                next.map(Step::name).orElse(null),
                next.map(step -> ladder.get().on(step)).orElse(null),
                ladder.map(Ladder::readOnlyOn).orElse(null),
                ladder.map(Ladder::suspendOn).orElse(null),
                ladder.map(Ladder::closeOn).orElse(null),
                owed.stream().mapToLong(Receivable::open).sum(),
                owed.stream()
                        .filter(receivable -> receivable.overdue(today))
                        .mapToLong(Receivable::open)
                        .sum(),
                PaymentReference.of(tenant),
                owed.stream().map(receivable -> receivable.view(today)).toList());
    }

    /** Everything the current tenant owes or owed, oldest first. */
    public List<Receivable.View> receivables() {
        LocalDate today = today();
        return tx.read(session -> new PaymentLedger(session, Tenants.current().id())
                .all().stream().map(receivable -> receivable.view(today)).toList());
    }

    /** What the current tenant paid, newest first. */
    public Page<Payment> payments(UUID after, int limit) {
        List<Payment> rows =
                tx.read(session -> new PaymentLedger(session, Tenants.current().id()).payments(after, limit + 1));
        return Page.of(rows, limit, payment -> payment.id().toString());
    }

    /**
     * A ladder, for the operator.
     *
     */
    public record Listed(
            UUID tenantId,
            String company,
            String tenantState,
            String invoiceNumber,
            String step,
            LocalDate stepOn,
            String nextStep,
            LocalDate nextStepOn,
            LocalDate readOnlyOn,
            LocalDate suspendOn,
            LocalDate closeOn,
            long overdue) {}

    /** Companies in arrears in the order of their ids. */
    public Page<Listed> list(UUID after, int limit) {
        LocalDate today = today();
        List<Listed> rows = tx.acrossTenants(
                "list arrears",
                session -> Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        ArrearsLedger.COLUMNS
                                                        .replace(
                                                                "SELECT CAST(id AS text)",
                                                                "SELECT CAST(arrears.id AS text)")
                                                        .replace(
                                                                " FROM billing.arrears",
                                                                ", CAST(arrears.tenant_id AS text), t.name, t.state, (SELECT number FROM"
                                                                        + " billing.receivable r WHERE r.tenant_id = arrears.tenant_id AND"
                                                                        + " r.invoice_id = arrears.invoice_id), (SELECT coalesce(sum(total - credited"
                                                                        + " - paid), 0) FROM billing.receivable r WHERE r.tenant_id ="
                                                                        + " arrears.tenant_id AND r.due < ?1) FROM billing.arrears JOIN"
                                                                        + " platform.tenant t ON t.id = arrears.tenant_id")
                                                + " WHERE ended_at IS NULL AND arrears.tenant_id > ?2 ORDER BY arrears.tenant_id")
                                .setParameter(1, today)
                                .setParameter(2, after == null ? new UUID(0, 0) : after)
                                .setMaxResults(limit + 1),
                        columns -> {
                            Ladder ladder = ArrearsLedger.ladder(columns);
                            Optional<Step> next = ladder.step().next();
                            return new Listed(
                                    Rows.uuid(columns[10]),
                                    (String) columns[11],
                                    (String) columns[12],
                                    (String) columns[13],
                                    ladder.step().name(),
                                    ladder.stepOn(),
                                    next.map(Step::name).orElse(null),
                                    next.map(ladder::on).orElse(null),
                                    ladder.readOnlyOn(),
                                    ladder.suspendOn(),
                                    ladder.closeOn(),
                                    Rows.number(columns[14]));
                        }));
        return Page.of(rows, limit, row -> row.tenantId().toString());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
