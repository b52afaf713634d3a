package kr.dure.persistence.internal.event;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.internal.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes handled events after 30 days, and after 90 days what an absent subscriber has not fetched. */
@Component
public final class OutboxCleaning implements JobHandler {
    private static final Duration HANDLED = Duration.ofDays(30);
    private static final Duration ABSENT = Duration.ofDays(90);

    private final OutboxRepository outbox;
    private final Clock clock;

    @Activate
    public OutboxCleaning(@Reference Database database, @Reference Clock clock) {
        this.outbox = new OutboxRepository(database.kernel());
        this.clock = clock;
    }

    @Override
    public String name() {
        return "kernel.outbox-cleaning";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 17 3 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        Instant now = clock.instant();
        try {
            outbox.clean(now.minus(HANDLED), now.minus(ABSENT));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }
}
