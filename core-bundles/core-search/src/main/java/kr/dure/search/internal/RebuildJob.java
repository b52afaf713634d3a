package kr.dure.search.internal;

import java.time.Instant;
import java.util.Optional;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.search.internal.RebuildService.Step;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rebuilds, or goes on where a server that stopped left off. */
@Component
public final class RebuildJob implements JobHandler {
    /** Pages of one run; others want the thread too. */
    private static final int PAGES = 50;

    private final RebuildService service;

    @Activate
    public RebuildJob(@Reference RebuildService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return RebuildService.JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        for (int i = 0; i < PAGES; i++) {
            Step step = service.step(run.id(), (percent, documents) -> {});
            if (step == Step.DONE) {
                return Optional.empty();
            }
            if (step == Step.AWAY) {
                return Optional.of(service.later());
            }
        }
        return Optional.of(service.now());
    }
}
