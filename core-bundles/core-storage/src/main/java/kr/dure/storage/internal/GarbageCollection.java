package kr.dure.storage.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every hour, for each tenant: uploads that have expired, contents without files, objects without use. */
@Component
public final class GarbageCollection implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollection.class);
    private static final int PAGE = 500;

    private final Garbage garbage;
    private final TenantDirectory tenants;

    @Activate
    public GarbageCollection(@Reference Garbage garbage, @Reference TenantDirectory tenants) {
        this.garbage = garbage;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "storage.garbage-collection";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 23 * * * *");
    }

    /** One tenant's trouble holds up no other. */
    @Override
    public Optional<Instant> run(JobRun run) {
        int failed = collect(tenants.operator()) ? 0 : 1;
        UUID after = null;
        for (List<Tenant> page = tenants.list(null, PAGE); !page.isEmpty(); page = tenants.list(after, PAGE)) {
            for (Tenant tenant : page) {
                failed += collect(tenant) ? 0 : 1;
            }
            after = page.get(page.size() - 1).id();
        }
        if (failed > 0) {
            throw new IllegalStateException("Garbage of " + failed + " tenants could not be collected; see the log.");
        }
        return Optional.empty();
    }

    private boolean collect(Tenant tenant) {
        try {
            Tenants.run(tenant, garbage::collect);
            return true;
        } catch (RuntimeException e) {
            LOG.error("Collecting the garbage of tenant {} failed", tenant.id(), e);
            return false;
        }
    }
}
