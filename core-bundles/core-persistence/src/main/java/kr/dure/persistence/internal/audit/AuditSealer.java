package kr.dure.persistence.internal.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kr.dure.persistence.internal.Database;
import kr.dure.persistence.internal.audit.SealRepository.Sealed;
import kr.dure.web.HealthCheck;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the log a second behind its writers and writes down outside the database where the chains end. On every server
 * of the cluster: whoever gets the lock seals, and each has a file of its own.
 */
@Component(
        service = {AuditSealer.class, HealthCheck.class, Measured.class},
        immediate = true) // the log grows whether or not somebody asks
public final class AuditSealer implements HealthCheck, Measured, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
    private static final int BATCH = 5_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** What a crash or another server has left unwritten here. */
    private static final Duration FILE_ALL_EVERY = Duration.ofHours(1);
    /** Beyond this an operator should look. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final SealRepository seals;
    private final HeadsFile heads;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-audit-sealer"));
    private Instant fileAllAt = Instant.MIN;
    private volatile boolean closed;
    /** Why the last look failed, or null. */
    private volatile String failure;

    @Activate
    public AuditSealer(@Reference Database database, @Reference Clock clock) {
        this.seals = new SealRepository(database.kernel(), database.auditKey());
        this.heads = new HeadsFile(database.data());
        this.clock = clock;
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Sealed sealed;
            do {
                sealed = seals.seal(BATCH, clock.instant());
                heads.add(sealed.heads(), clock.instant());
            } while (sealed.read() == BATCH && !closed);
            if (!clock.instant().isBefore(fileAllAt)) {
                heads.add(seals.heads(), clock.instant());
                fileAllAt = clock.instant().plus(FILE_ALL_EVERY);
            }
            failure = null;
        } catch (SQLException | IOException | RuntimeException e) {
            if (failure == null && !closed) {
                LOG.warn("The audit log waits to be sealed: {}", e.toString());
            }
            // What was sealed and not written down is written with the rest.
            fileAllAt = Instant.MIN;
            failure = e instanceof IOException ? HeadsFile.NAME + " cannot be written." : "Sealing failed.";
        }
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Health check() {
        String reason = failure;
        if (reason != null) {
            return new Health(Status.DEGRADED, reason);
        }
        Duration lag = lag();
        return lag.compareTo(LATE) <= 0
                ? Health.UP
                : new Health(Status.DEGRADED, "The audit log is sealed " + lag.toMinutes() + " minutes late.");
    }

    private Duration lag() {
        try {
            return seals.lag(clock.instant());
        } catch (SQLException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure(
                "audit_unsealed_seconds",
                "Age of the oldest row of the audit log that waits to be sealed.",
                null,
                lag().toSeconds()));
    }

    @Override
    @Deactivate
    public void close() {
        closed = true;
        watch.shutdownNow();
        try {
            if (!watch.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.debug("A batch is left to the database's rollback");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
