package kr.dure.persistence.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes stored answers a day after their keys have lost their meaning. */
@Component
public final class IdempotencyCleaning implements JobHandler {
    private static final Duration KEPT = Duration.ofHours(48);

    private final Database database;
    private final Clock clock;

    @Activate
    public IdempotencyCleaning(@Reference Database database, @Reference Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "kernel.idempotency-cleaning";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 47 3 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        try (Connection connection = database.kernel().getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM platform.idempotency WHERE created_at < ?")) {
            delete.setObject(1, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }
}
