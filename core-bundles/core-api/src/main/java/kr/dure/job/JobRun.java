package kr.dure.job;

import java.time.Instant;

/**
 * One run of a job.
 *
 * @param data what was given when it was scheduled; empty for a job of the installation
 * @param due when it was due
 * @param failures how many tries in a row have failed before this one
 */
public record JobRun(String id, String data, Instant due, int failures) {}
