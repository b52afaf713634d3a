package kr.dure.notification.internal.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes notices, and the trace of them, after 90 days. */
@Component
public final class NoticeCleaning implements JobHandler {
    static final Duration KEPT = Duration.ofDays(90);

    private static final int PAGE = 500;

    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;

    @Activate
    public NoticeCleaning(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.notice-cleaning";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 51 3 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        Instant end = clock.instant().minus(KEPT);
        clean(tenants.operator(), end);
        UUID after = null;
        for (List<Tenant> page = tenants.list(null, PAGE); !page.isEmpty(); page = tenants.list(after, PAGE)) {
            page.forEach(tenant -> clean(tenant, end));
            after = page.get(page.size() - 1).id();
        }
        return Optional.empty();
    }

    private void clean(Tenant tenant, Instant end) {
        Tenants.run(tenant, () -> tx.run(session -> new NoticeRepository(session).clean(end)));
    }
}
