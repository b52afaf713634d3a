package kr.dure.storage;

/**
 * The room of a tenant (B11), in bytes.
 *
 * @param limit what it may use, see {@link StorageQuota}
 * @param used by what is kept; the same content counts once
 * @param reserved for uploads that have begun
 * @param files how many files there are
 */
public record StorageUsage(long limit, long used, long reserved, long files) {}
