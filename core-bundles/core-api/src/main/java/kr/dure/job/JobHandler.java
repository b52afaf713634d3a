package kr.dure.job;

import java.time.Instant;
import java.util.Optional;

/** Does jobs; register it as a service. While it is away its jobs wait. */
public interface JobHandler {
    /** The name jobs are scheduled under: {@code sms.reconcile}. */
    String name();

    /**
     * For a job of the whole installation that nobody schedules: its cron expression (as in {@link Job#cron()}). Such a
     * run has no tenant.
     */
    default Optional<String> cron() {
        return Optional.empty();
    }

    /**
     * Does one job, with its tenant bound to the thread. It may run again after a crash, so it must bear repetition. What
     * is thrown leads to another try, later each time, at most an hour apart.
     *
     * @return when to run a job once more, or empty when it is done; a repeated job follows its cron expression then
     */
    Optional<Instant> run(JobRun run);
}
