package kr.dure.persistence.internal.job;

import java.time.Clock;
import java.util.List;
import kr.dure.job.JobHandler;
import kr.dure.persistence.internal.Database;
import kr.dure.persistence.internal.Signals;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the operator sees and does with jobs. */
@Component(service = JobService.class)
public final class JobService {
    private final JobRepository jobs;
    private final Signals signals;
    private final Clock clock;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<JobHandler> handlers = List.of();

    @Activate
    public JobService(@Reference Database database, @Reference Signals signals, @Reference Clock clock) {
        this.jobs = new JobRepository(database.kernel());
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * All jobs in the order of their names.
     *
     * @param after the cursor of the page before, or null
     */
    public Page<ScheduledJob> list(String after, int limit) {
        return Page.of(jobs.list(after == null ? "" : after, limit + 1), limit, ScheduledJob::name);
    }

    /** Makes a job due now, e.g. after its failure was mended. */
    public void runNow(String name) {
        if (!jobs.runNow(name, clock.instant())) {
            throw new NotFound("그런 작업이 없거나 이미 실행 중입니다.", "There is no such job, or it is running.");
        }
        signals.send(Signals.Topic.JOBS);
    }

    /**
     * Holds all jobs of a handler, or lets them go on.
     *
     * @throws NotFound when it is neither here nor has a job
     */
    public void pause(String handler, boolean paused) {
        if (handlers.stream().noneMatch(present -> present.name().equals(handler)) && !jobs.knows(handler)) {
            throw new NotFound("그런 처리기가 없습니다: " + handler, "There is no such handler: " + handler);
        }
        jobs.pause(handler, paused);
        signals.send(Signals.Topic.JOBS);
    }
}
