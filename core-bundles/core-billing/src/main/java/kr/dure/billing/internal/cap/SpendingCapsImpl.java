package kr.dure.billing.internal.cap;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kr.dure.billing.internal.BillingNotices;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.MonthPricing;
import kr.dure.billing.internal.request.Versions;
import kr.dure.identity.PermissionHolders;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.metering.SpendingCaps;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.notification.Notice;
import kr.dure.notification.Notices;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link SpendingCaps}, and the alerts on the way to a cap. */
@Component(service = {SpendingCaps.class, SpendingCapsImpl.class, JobHandler.class})
public final class SpendingCapsImpl implements SpendingCaps, JobHandler {
    static final String JOB = "billing.spending-alert";
    private static final String EVERY_MINUTE = "0 * * * * *";
    private static final List<Integer> ALERTS = List.of(100, 80, 50);
    private static final long MAX_WON = 1_000_000_000_000L;
    private static final int MAX_METER = 100;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final MonthPricing months;
    private final Mailer mailer;
    private final Contacts contacts;
    private final Notices notices;
    private final PermissionHolders holders;

    @Activate
    public SpendingCapsImpl(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference MonthPricing months,
            @Reference Mailer mailer,
            @Reference Contacts contacts,
            @Reference Notices notices,
            @Reference PermissionHolders holders) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.months = months;
        this.mailer = mailer;
        this.contacts = contacts;
        this.notices = notices;
        this.holders = holders;
    }

    /**
     * A cap as it is to be.
     *
     * @param won per month, 1 or more
     * @param hard null: no
     */
    public record NewCap(Long won, Boolean hard) {}

    @Override
    public void admit(Map<String, Long> further, Supplier<Map<String, Long>> pending) {
        boolean capped = tx.read(session -> hard(session, further).findAny().isPresent());
        if (!capped) {
            return;
        }
        tx.run(session -> {
            months.lock(session);
            Map<String, Long> uses = new HashMap<>(months.counted(session, month()));
            pending.get().forEach((meter, quantity) -> uses.merge(meter, quantity, Math::addExact));
            hard(session, further).forEach(cap -> {
                long before = cost(cap, uses);
                Map<String, Long> after = new HashMap<>(uses);
                further.forEach((meter, quantity) -> after.merge(meter, quantity, Math::addExact));
                if (cost(cap, after) > cap.won()) {
                    throw refusal(cap, before);
                }
            });
        });
    }

    private static Stream<SpendingCapEntity> hard(Session session, Map<String, Long> meters) {
        return all(session).stream()
                .filter(SpendingCapEntity::hard)
                .filter(cap -> meters.keySet().stream().anyMatch(cap::covers));
    }

    private static Problem refusal(SpendingCapEntity cap, long spent) {
        return new Problem(
                        409,
                        "spending-cap",
                        new Text("정해 둔 한도입니다", "Spending cap reached"),
                        new Text(
                                "이번 달 " + cap.meter() + "에는 " + won(cap.won()) + "원까지만 쓰기로 했습니다. 지금까지 " + won(spent)
                                        + "원입니다. 관리자가 한도를 올릴 수 있습니다.",
                                "No more than " + won(cap.won()) + " won are to be spent on " + cap.meter()
                                        + " this month; it is " + won(spent)
                                        + " won so far. An administrator can raise the cap."))
                .with("meter", cap.meter())
                .with("cap", cap.won())
                .with("spent", spent);
    }

    /** The current tenant's caps by meter. */
    public List<SpendingCap> list() {
        return tx.read(session -> {
            Map<String, Long> uses = months.counted(session, month());
            return all(session).stream()
                    .map(cap -> cap.toSpendingCap(cost(cap, uses)))
                    .toList();
        });
    }

    SpendingCap get(String meter) {
        return list().stream()
                .filter(cap -> cap.meter().equals(meter))
                .findFirst()
                .orElseThrow(SpendingCapsImpl::absent);
    }

    private static NotFound absent() {
        return new NotFound("그런 한도가 없습니다.", "There is no such cap.");
    }

    /**
     * Sets a cap, or changes it.
     *
     * @param version what the caller has seen, or null
     */
    public SpendingCap put(String meter, NewCap request, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                meter.length() <= MAX_METER && months.countedMeter(meter),
                "meter",
                "사용량으로 청구되는 항목이 아닙니다.",
                "Nothing of this name is charged per use.");
        checks.check(
                request.won() != null && request.won() >= 1 && request.won() <= MAX_WON,
                "won",
                "won 값은 1부터 " + MAX_WON + "까지입니다.",
                "won must be from 1 to " + MAX_WON + ".");
        checks.done();
        boolean hard = Boolean.TRUE.equals(request.hard());
        tx.run(session -> {
            months.lock(session);
            Optional<SpendingCapEntity> existing = find(session, meter);
            Versions.require(version, existing.map(SpendingCapEntity::version).orElse(0));
            Map<String, Object> before = existing.map(SpendingCapEntity::facts).orElse(null);
            existing.ifPresent(cap -> cap.change(request.won(), hard));
            SpendingCapEntity cap =
                    existing.orElseGet(() -> new SpendingCapEntity(ids.next(), meter, request.won(), hard));
            session.entities().persist(cap);
            session.entities().flush();
            // What was told of the old cap is told of the new one when it comes to it.
            forgetAlerts(session, meter);
            session.schedule(Job.repeated(JOB, "caps", EVERY_MINUTE, ""));
            session.audit("billing.spending-cap", meter, before, cap.facts());
        });
        return get(meter);
    }

    /** Takes a cap away. */
    public void delete(String meter, Integer version) {
        tx.run(session -> {
            months.lock(session);
            SpendingCapEntity cap = find(session, meter).orElseThrow(SpendingCapsImpl::absent);
            Versions.require(version, cap.version());
            session.entities().remove(cap);
            session.entities().flush();
            forgetAlerts(session, meter);
            if (all(session).isEmpty()) {
                session.cancelJob(JOB, "caps");
            }
            session.audit("billing.spending-cap", meter, cap.facts(), null);
        });
    }

    private static Optional<SpendingCapEntity> find(Session session, String meter) {
        return all(session).stream().filter(cap -> cap.meter().equals(meter)).findFirst();
    }

    private static List<SpendingCapEntity> all(Session session) {
        return session.entities()
                .createQuery("select c from SpendingCapEntity c order by c.meter", SpendingCapEntity.class)
                .getResultList();
    }

    private void forgetAlerts(Session session, String meter) {
        session.entities()
                .createNativeQuery("DELETE FROM billing.spending_alert WHERE meter = ?1 AND month = ?2")
                .setParameter(1, meter)
                .setParameter(2, month().toString())
                .executeUpdate();
    }

    @Override
    public String name() {
        return JOB;
    }

    /** Tells who looks after the company's money, and its contact, how far its spending is: once at 50, 80 and 100 %. */
    @Override
    public Optional<Instant> run(JobRun run) {
        tx.run(session -> {
            Map<String, Long> uses = months.counted(session, month());
            for (SpendingCapEntity cap : all(session)) {
                long spent = cost(cap, uses);
                ALERTS.stream()
                        .filter(percent -> Math.multiplyExact(spent, 100L) >= Math.multiplyExact(cap.won(), percent))
                        .findFirst()
                        .filter(percent -> firstTime(session, cap.meter(), percent))
                        .ifPresent(percent -> tell(cap, percent, spent));
            }
        });
        return Optional.empty();
    }

    private boolean firstTime(Session session, String meter, int percent) {
        return session.entities()
                        .createNativeQuery(
                                "INSERT INTO billing.spending_alert (tenant_id, id, meter, month, percent, at)"
                                        + " VALUES (CAST(current_setting('dure.tenant') AS uuid), ?1, ?2, ?3, ?4, ?5)"
                                        + " ON CONFLICT DO NOTHING")
                        .setParameter(1, ids.next())
                        .setParameter(2, meter)
                        .setParameter(3, month().toString())
                        .setParameter(4, percent)
                        .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    private void tell(SpendingCapEntity cap, int percent, long spent) {
        List<UUID> responsible = holders.of(BillingPermissions.MANAGE, Notice.MAX_RECIPIENTS);
        if (!responsible.isEmpty()) {
            notices.send(new Notice(
                    BillingNotices.SPENDING,
                    responsible,
                    subject(cap, percent),
                    new Text(
                            "이번 달 " + won(spent) + "원을 썼고 한도는 " + won(cap.won()) + "원입니다."
                                    + (cap.hard() ? " 한도를 넘는 사용은 거절됩니다." : " 한도를 넘어도 계속 쓸 수 있습니다."),
                            won(spent) + " won were spent this month; the cap is " + won(cap.won()) + " won."
                                    + (cap.hard()
                                            ? " What would cost more is refused."
                                            : " Use beyond the cap goes on.")),
                    null,
                    List.of(),
                    // A cap that was changed is told of anew.
                    cap.meter() + "/" + month() + "/" + percent + "/" + cap.won()));
        }
        contacts.find()
                .ifPresent(contact -> mailer.send(new Mail(
                        "billing.spending-alert",
                        contact.email(),
                        contact.language(),
                        subject(cap, percent),
                        List.of(
                                new Mail.Paragraph(new Text(
                                        contact.name() + "님, "
                                                + Tenants.current().name() + "에서 정한 이번 달 한도의 " + percent
                                                + "%에 이르렀습니다."
                                                + (cap.hard() ? " 한도를 넘는 사용은 거절됩니다." : " 한도를 넘어도 계속 쓸 수 있습니다."),
                                        "Hello " + contact.name() + ", "
                                                + Tenants.current().name() + " has reached " + percent
                                                + "% of the cap that it set for this month."
                                                + (cap.hard()
                                                        ? " What would cost more is refused."
                                                        : " Use beyond the cap goes on."))),
                                new Mail.Facts(List.of(
                                        new Mail.Fact(new Text("항목", "Meter"), cap.meter()),
                                        new Mail.Fact(new Text("사용 금액", "Spent"), won(spent)),
                                        new Mail.Fact(new Text("한도", "Cap"), won(cap.won()))))),
                        false)));
    }

    private static Text subject(SpendingCapEntity cap, int percent) {
        return new Text(
                "[두레] " + cap.meter() + " 사용 금액이 한도의 " + percent + "%에 이르렀습니다",
                "[Dure] Spending on " + cap.meter() + " has reached " + percent + "% of its cap");
    }

    private long cost(SpendingCapEntity cap, Map<String, Long> uses) {
        Map<String, Long> covered = new HashMap<>(uses);
        covered.keySet().removeIf(meter -> !cap.covers(meter));
        return months.cost(month(), covered);
    }

    private YearMonth month() {
        return YearMonth.from(months.today());
    }

    private static String won(long won) {
        return String.format(Locale.ROOT, "%,d", won);
    }
}
