package kr.dure.persistence.internal;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import java.time.Instant;
import java.time.ZoneId;

/** Cron expressions with seconds, in Korea's time. */
public final class Cron {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private Cron() {}

    /**
     * The first time after {@code now}.
     *
     * @throws IllegalArgumentException when the expression cannot be read or never comes true
     */
    public static Instant next(String expression, Instant now) {
        return new CronSchedule(expression, SEOUL).getNextExecutionTime(ExecutionComplete.simulatedSuccess(now));
    }
}
