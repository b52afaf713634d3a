package kr.dure.identity.internal.organisation;

import java.time.Clock;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every night which planned changes of which company have come into force. Readers need no such run: they compute
 * from the days. What a night has missed the next run tells.
 */
@Component
public final class DueChanges implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DueChanges.class);
    private static final int PAGE = 500;

    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;

    @Activate
    public DueChanges(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "identity.organisation-changes";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("30 0 0 * * *");
    }

    /** One company's failure keeps nobody else waiting; the run as a whole is tried again for it. */
    @Override
    public Optional<Instant> run(JobRun run) {
        RuntimeException failure = tell(tenants.operator());
        UUID after = null;
        List<Tenant> page;
        do {
            page = tenants.list(after, PAGE);
            for (Tenant tenant : page) {
                after = tenant.id();
                RuntimeException failed = tell(tenant);
                failure = failed == null ? failure : failed;
            }
        } while (page.size() == PAGE);
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    private RuntimeException tell(Tenant tenant) {
        try {
            Tenants.run(
                    tenant,
                    () -> tx.run(session -> {
                        OrganisationLock.take(session);
                        new PersonRepository(session).completeFromAccounts();
                        new Announcements(session, Days.today(clock)).tellDue();
                    }));
            return null;
        } catch (RuntimeException e) {
            LOG.warn("Changes of the organisation of {} wait: {}", tenant.id(), e.toString());
            return e;
        }
    }
}
