package kr.dure.approval.internal.document;

import java.time.Clock;
import java.time.Duration;
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

/** Seals every night what was completed and is no link of its company's chain yet, for whatever reason. */
@Component
public final class MissedSeals implements JobHandler {
    private static final int PAGE = 500;
    /** Until then {@link Sealing} may be at it. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final ArchiveService archive;
    private final Sealing sealing;
    private final TenantDirectory tenants;
    private final Clock clock;

    @Activate
    public MissedSeals(
            @Reference ArchiveService archive,
            @Reference Sealing sealing,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.archive = archive;
        this.sealing = sealing;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "approval.missed-seals";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 40 4 * * *");
    }

    /** @throws IllegalStateException when documents could not be sealed; the rest is */
    @Override
    public Optional<Instant> run(JobRun run) {
        int failed = 0;
        UUID after = null;
        for (List<Tenant> page = tenants.list(null, PAGE); !page.isEmpty(); page = tenants.list(after, PAGE)) {
            for (Tenant tenant : page) {
                failed += Tenants.call(tenant, this::failures);
            }
            after = page.get(page.size() - 1).id();
        }
        if (sealing.closed()) {
            return Optional.of(clock.instant()); // the rest when the app is there again
        }
        if (failed > 0) {
            throw new IllegalStateException(failed + " documents could not be sealed; see the log.");
        }
        return Optional.empty();
    }

    private int failures() {
        int failed = 0;
        for (UUID document : archive.unsealed(Instant.EPOCH, clock.instant().minus(PATIENCE))) {
            if (sealing.closed()) {
                return failed;
            }
            failed += sealing.seal(document) ? 0 : 1;
        }
        return failed;
    }
}
