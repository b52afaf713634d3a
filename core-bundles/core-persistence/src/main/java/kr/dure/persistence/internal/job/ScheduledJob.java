package kr.dure.persistence.internal.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A job that waits or runs.
 *
 * @param name tells it from all others
 * @param tenantId whose it is, or null for one of the installation
 * @param cron how it repeats, or null when it runs once
 * @param due when it is due
 * @param running whether a node has begun it
 * @param failures how many tries in a row have failed
 * @param lastFailure when the last of them was, or null
 * @param paused whether the operator holds its handler
 */
public record ScheduledJob(
        String name,
        String handler,
        UUID tenantId,
        String cron,
        Instant due,
        boolean running,
        int failures,
        Instant lastFailure,
        boolean paused) {}
