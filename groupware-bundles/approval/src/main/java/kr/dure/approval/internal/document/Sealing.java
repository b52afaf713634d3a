package kr.dure.approval.internal.document;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what a company completed within ten seconds when they are over, one document after the other and one company at a
 * time, so that no burst of completions takes the processor from those who wait for an answer.
 */
@Component(service = {Sealing.class, JobHandler.class})
public final class Sealing implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
    private static final String NAME = "approval.seal";
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final ArchiveService archive;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean closed;

    @Activate
    public Sealing(@Reference ArchiveService archive, @Reference Clock clock) {
        this.archive = archive;
        this.clock = clock;
    }

    /** The job that seals what is completed at this moment; the same for all of its span. */
    static Job of(Instant completedAt) {
        long seconds = SPAN.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(completedAt.getEpochSecond(), seconds) * seconds);
        return Job.once(NAME, start.toString(), start.plus(SPAN), start.toString());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** @throws IllegalStateException when a document could not be sealed; it is tried again, and kept no other from it */
    @Override
    public Optional<Instant> run(JobRun run) {
        if (!turn.tryAcquire()) {
            return Optional.of(clock.instant().plus(LATER));
        }
        try {
            Instant start = Instant.parse(run.data());
            int failed = 0;
            for (UUID document : archive.unsealed(start, start.plus(SPAN))) {
                if (closed) {
                    return Optional.of(clock.instant());
                }
                failed += seal(document) ? 0 : 1;
            }
            if (failed > 0) {
                throw new IllegalStateException(failed + " documents could not be sealed; see the log.");
            }
            return Optional.empty();
        } finally {
            turn.release();
        }
    }

    /** The rest of a burst is sealed by whoever comes next. */
    @Deactivate
    void close() {
        closed = true;
    }

    /** Whether the app stops. */
    boolean closed() {
        return closed;
    }

    /** Whether it is sealed now; otherwise the log says why. */
    boolean seal(UUID document) {
        try {
            archive.seal(document);
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "Document {} of tenant {} could not be sealed",
                    document,
                    Tenants.current().id(),
                    e);
            return false;
        }
    }
}
