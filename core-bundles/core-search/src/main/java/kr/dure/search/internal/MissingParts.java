package kr.dure.search.internal;

import java.time.Instant;
import java.util.Optional;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sees to it that what an app had before it was installed, or before it made its documents otherwise, is found. */
@Component
public final class MissingParts implements JobHandler {
    private final RebuildService service;

    @Activate
    public MissingParts(@Reference RebuildService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "search.missing-parts";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("30 */5 * * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        service.buildMissing();
        return Optional.empty();
    }
}
