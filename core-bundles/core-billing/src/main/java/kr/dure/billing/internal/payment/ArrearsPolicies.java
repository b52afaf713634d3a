package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.Ladder.Policy;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The days of the ladder, by date. Ladders that have begun keep the dates they were written with. */
@Component(service = ArrearsPolicies.class)
public final class ArrearsPolicies {
    private static final int MAX_DAYS = 3_650;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final TenantDirectory tenants;

    @Activate
    public ArrearsPolicies(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference TenantDirectory tenants) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.tenants = tenants;
    }

    /**
     * The days after the due day on which each step is taken.
     *
     * @param effectiveFrom ladders that begin on this day or later have them; null: the ones from the beginning
     * @param noticeDays how long before a step the company is told its date
     */
    public record View(
            LocalDate effectiveFrom,
            Integer reminderDays,
            Integer readOnlyDays,
            Integer suspendDays,
            Integer closeDays,
            Integer noticeDays) {}

    /** The one that holds on {@code day}. Not inside a transaction of another tenant. */
    Policy on(LocalDate day) {
        return list().stream()
                .filter(view ->
                        view.effectiveFrom() == null || !view.effectiveFrom().isAfter(day))
                .reduce((earlier, later) -> later)
                .map(view -> new Policy(
                        view.reminderDays(),
                        view.readOnlyDays(),
                        view.suspendDays(),
                        view.closeDays(),
                        view.noticeDays()))
                .orElse(Policy.DEFAULT);
    }

    /** All of them, in the order in which they begin to hold; of several for one day the last one recorded. */
    public List<View> list() {
        Policy first = Policy.DEFAULT;
        List<View> views = new java.util.ArrayList<>(List.of(new View(
                null,
                first.reminderDays(),
                first.readOnlyDays(),
                first.suspendDays(),
                first.closeDays(),
                first.noticeDays())));
        views.addAll(Tenants.call(
                tenants.operator(),
                () -> tx.read(session -> Rows.of(
                        session.entities()
                                .createNativeQuery("SELECT DISTINCT ON (effective_from) effective_from, reminder_days,"
                                        + " read_only_days, suspend_days, close_days, notice_days FROM billing.arrears_policy"
                                        + " ORDER BY effective_from, arrears_policy.id DESC"),
                        columns -> new View(
                                Rows.date(columns[0]),
                                ((Number) columns[1]).intValue(),
                                ((Number) columns[2]).intValue(),
                                ((Number) columns[3]).intValue(),
                                ((Number) columns[4]).intValue(),
                                ((Number) columns[5]).intValue())))));
        return views;
    }

    /** Sets the days from a day on. For the operator. */
    public List<View> add(View view) {
        Invalid.Checks checks = new Invalid.Checks();
        LocalDate today = LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
        checks.check(
                view.effectiveFrom() != null && !view.effectiveFrom().isBefore(today),
                "effectiveFrom",
                "적용일은 오늘이거나 그 뒤여야 합니다.",
                "It must hold from today on, or later.");
        boolean ranges = checks.range(view.reminderDays(), "reminderDays", 0, MAX_DAYS)
                & checks.range(view.readOnlyDays(), "readOnlyDays", 1, MAX_DAYS)
                & checks.range(view.suspendDays(), "suspendDays", 1, MAX_DAYS)
                & checks.range(view.closeDays(), "closeDays", 1, MAX_DAYS)
                & checks.range(view.noticeDays(), "noticeDays", 0, 90);
        if (ranges) {
            after(checks, view.reminderDays(), view.readOnlyDays(), "readOnlyDays");
            after(checks, view.readOnlyDays(), view.suspendDays(), "suspendDays");
            after(checks, view.suspendDays(), view.closeDays(), "closeDays");
        }
        checks.done();
        UUID id = ids.next();
        tx.run(session -> {
            session.entities()
                    .createNativeQuery("INSERT INTO billing.arrears_policy (id, effective_from, reminder_days,"
                            + " read_only_days, suspend_days, close_days, notice_days, recorded_at)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                    .setParameter(1, id)
                    .setParameter(2, view.effectiveFrom())
                    .setParameter(3, view.reminderDays())
                    .setParameter(4, view.readOnlyDays())
                    .setParameter(5, view.suspendDays())
                    .setParameter(6, view.closeDays())
                    .setParameter(7, view.noticeDays())
                    .setParameter(8, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            session.audit("billing.arrears-policy", id.toString(), Map.of(), Map.of("policy", view.toString()));
        });
        return list();
    }

    private static void after(Invalid.Checks checks, int before, int days, String field) {
        checks.check(
                days > before,
                field,
                field + " 값은 앞 단계보다 커야 합니다.",
                field + " must be greater than that of the step before.");
    }
}
