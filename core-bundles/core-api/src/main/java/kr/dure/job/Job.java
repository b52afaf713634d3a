package kr.dure.job;

import java.time.Instant;
import java.util.Objects;

/**
 * Work for later, for the tenant that schedules it.
 *
 * @param handler the {@link JobHandler#name()} that does it
 * @param id tells it from the handler's other jobs of this tenant; scheduling the same id again moves the job
 * @param at when a job that runs once is due, otherwise null
 * @param cron when a job that repeats is due (second, minute, hour, day of month, month, day of week; Asia/Seoul),
 *     otherwise null
 * @param data handed to the handler, in the handler's own format; not null
 */
public record Job(String handler, String id, Instant at, String cron, String data) {
    public Job {
        Objects.requireNonNull(handler);
        Objects.requireNonNull(id);
        Objects.requireNonNull(data);
        if ((at == null) == (cron == null)) {
            throw new IllegalArgumentException("A job is due at an instant or by a cron expression.");
        }
    }

    /** A job that runs once, at {@code at} or as soon as possible after it. */
    public static Job once(String handler, String id, Instant at, String data) {
        return new Job(handler, id, at, null, data);
    }

    /** A job that repeats. */
    public static Job repeated(String handler, String id, String cron, String data) {
        return new Job(handler, id, null, cron, data);
    }
}
