package kr.dure.persistence.internal.job;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import kr.dure.web.Unavailable;

/** The kernel's view of jobs: all tenants. */
final class JobRepository {
    private final DataSource source;
    private final JobDataSerializer serializer = new JobDataSerializer();

    JobRepository(DataSource source) {
        this.source = source;
    }

    /** Work on one statement. */
    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** Adds a job of the installation, or gives the one that is there its new cron expression. */
    void ensure(String name, JobData data, Instant due) {
        run("""
                INSERT INTO platform.job (task_name, task_instance, task_data, execution_time, picked, version, priority)
                VALUES ('dure-job', ?, ?, ?, false, 1, 0)
                ON CONFLICT (task_name, task_instance) DO UPDATE
                    SET task_data = excluded.task_data, execution_time = excluded.execution_time,
                        version = job.version + 1
                    WHERE NOT job.picked AND job.task_data <> excluded.task_data""", statement -> {
            statement.setString(1, name);
            statement.setBytes(2, serializer.serialize(data));
            statement.setObject(3, due.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    boolean paused(String handler) {
        return run("SELECT 1 FROM platform.job_pause WHERE handler = ?", statement -> {
            statement.setString(1, handler);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /** Whether it has a job or is held. */
    boolean knows(String handler) {
        return run(
                "SELECT 1 FROM platform.job_pause WHERE handler = ? UNION ALL SELECT 1 FROM platform.job"
                        + " WHERE convert_from(task_data, 'UTF8')::json ->> 'handler' = ? LIMIT 1",
                statement -> {
                    statement.setString(1, handler);
                    statement.setString(2, handler);
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next();
                    }
                });
    }

    void pause(String handler, boolean paused) {
        run(
                paused
                        ? "INSERT INTO platform.job_pause (handler) VALUES (?) ON CONFLICT DO NOTHING"
                        : "DELETE FROM platform.job_pause WHERE handler = ?",
                statement -> {
                    statement.setString(1, handler);
                    return statement.executeUpdate();
                });
    }

    /** Makes a job due now; false when there is none or it runs. */
    boolean runNow(String name, Instant now) {
        return run(
                "UPDATE platform.job SET execution_time = ?, version = version + 1"
                        + " WHERE task_name = 'dure-job' AND task_instance = ? AND NOT picked",
                statement -> {
                    statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                    statement.setString(2, name);
                    return statement.executeUpdate() == 1;
                });
    }

    /** In the order of their names. */
    List<ScheduledJob> list(String after, int limit) {
        return run("""
                SELECT j.task_instance, convert_from(j.task_data, 'UTF8'), j.execution_time, j.picked,
                       coalesce(j.consecutive_failures, 0), j.last_failure, p.handler IS NOT NULL
                FROM platform.job j LEFT JOIN platform.job_pause p
                    ON p.handler = convert_from(j.task_data, 'UTF8')::json ->> 'handler'
                WHERE j.task_name = 'dure-job' AND j.task_instance > ? ORDER BY j.task_instance LIMIT %d""".formatted(limit), statement -> {
            statement.setString(1, after);
            List<ScheduledJob> jobs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    jobs.add(job(rows));
                }
            }
            return jobs;
        });
    }

    private ScheduledJob job(ResultSet rows) throws SQLException {
        JobData data = serializer.deserialize(JobData.class, rows.getString(2).getBytes(StandardCharsets.UTF_8));
        OffsetDateTime failure = rows.getObject(6, OffsetDateTime.class);
        return new ScheduledJob(
                rows.getString(1),
                data.handler(),
                data.tenant() == null ? null : UUID.fromString(data.tenant()),
                data.cron(),
                rows.getObject(3, OffsetDateTime.class).toInstant(),
                rows.getBoolean(4),
                rows.getInt(5),
                failure == null ? null : failure.toInstant(),
                rows.getBoolean(7));
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        } catch (SQLException e) {
            throw new Unavailable(
                    "데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.",
                    "The database cannot be reached. Please try again shortly.");
        }
    }
}
