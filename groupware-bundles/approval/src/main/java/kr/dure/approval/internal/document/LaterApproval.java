package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** 기한후결: a later approval whose time is over counts as approved. */
@Component
public final class LaterApproval implements JobHandler {
    static final String NAME = "approval.later";

    private final ActService acts;

    @Activate
    public LaterApproval(@Reference ActService acts) {
        this.acts = acts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        acts.expire(UUID.fromString(run.data()));
        return Optional.empty();
    }
}
