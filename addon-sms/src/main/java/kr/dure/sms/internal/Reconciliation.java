package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.sms.internal.Delivery.OnItsWay;
import kr.dure.sms.internal.Receipts.Expected;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds out what receipts have not told: doubts what a lost node was handing over, asks carriers about messages without
 * a receipt, gives up after 72 hours, and wakes companies whose node is gone.
 */
@Component
public final class Reconciliation implements JobHandler {
    private static final Duration LOST_AFTER = Duration.ofMinutes(5);
    private static final Duration ASKED_AFTER = Duration.ofHours(1);
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(72);
    private static final int ASKED_AT_ONCE = 100;
    private static final int PAGE = 500;

    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final SmsSender sender;

    @Activate
    public Reconciliation(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock,
            @Reference SmsSender sender) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
        this.sender = sender;
    }

    @Override
    public String name() {
        return "sms.reconciliation";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 */5 * * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        UUID after = null;
        List<Tenant> page;
        do {
            page = tenants.list(after, PAGE);
            for (Tenant tenant : page) {
                after = tenant.id();
                Tenants.run(tenant, () -> reconcile(tenant));
            }
        } while (page.size() == PAGE);
        Tenants.run(
                tenants.operator(),
                () -> tx.run(session ->
                        new StrayReceipts(session).deleteBefore(clock.instant().minus(GIVEN_UP_AFTER))));
        return Optional.empty();
    }

    private void reconcile(Tenant tenant) {
        Instant now = clock.instant();
        tx.run(session -> {
            Delivery delivery = new Delivery(session);
            delivery.doubt(null, now.minus(LOST_AFTER), now);
            delivery.giveUp(now.minus(GIVEN_UP_AFTER), now);
        });
        List<OnItsWay> silent = tx.read(session ->
                new Delivery(session).onTheirWay(now.minus(GIVEN_UP_AFTER), now.minus(ASKED_AFTER), ASKED_AT_ONCE));
        for (OnItsWay message : silent) {
            if (message.carrierId() != null) {
                sender.link(message.route()).ifPresent(link -> ask(link, tenant, message));
            }
        }
        tx.read(session -> new Delivery(session).nextDue()).ifPresent(due -> sender.wake(tenant));
    }

    private void ask(RouteLink link, Tenant tenant, OnItsWay message) {
        link.carrier()
                .query(message.carrierId(), message.sender())
                .ifPresent(receipt -> sender.note(
                        link,
                        new Expected(
                                message.carrierId(),
                                message.number(),
                                tenant,
                                message.recipient(),
                                message.lms(),
                                message.submittedAt()),
                        receipt));
    }
}
