package kr.dure.storage.internal.export;

/**
 * A backup to be ordered (B10).
 *
 * @param reason as for an export
 * @param confirmCharge must be true when the backup is not the year's free one
 */
public record NewBackup(String reason, Boolean confirmCharge) {}
