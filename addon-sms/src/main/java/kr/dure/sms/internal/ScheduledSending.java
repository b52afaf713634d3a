package kr.dure.sms.internal;

import java.time.Instant;
import java.util.Optional;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Wakes a company's sending when a message is due, on whichever node is there then. */
@Component
public final class ScheduledSending implements JobHandler {
    static final String NAME = "sms.scheduled-sending";

    private final SmsSender sender;

    @Activate
    public ScheduledSending(@Reference SmsSender sender) {
        this.sender = sender;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        sender.wake(Tenants.current());
        return Optional.empty();
    }
}
