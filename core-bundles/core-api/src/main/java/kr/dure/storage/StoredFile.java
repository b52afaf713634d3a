package kr.dure.storage;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that is kept.
 *
 * @param name as people call it, 1 to 255 characters in NFC, without a path and without control characters
 * @param mediaType what the content is ({@code image/png}), found by looking at it and its name, not by what was claimed
 * @param size bytes
 * @param sha256 of the content, 64 lower-case hex digits
 * @param createdBy the account that brought it, or null when an app did so by itself
 * @param scan whether a virus scanner has seen it
 */
public record StoredFile(
        UUID id,
        FileOwner owner,
        String name,
        String mediaType,
        long size,
        String sha256,
        Instant createdAt,
        UUID createdBy,
        Scan scan) {
    /** What a virus scanner said. A file with a finding is never kept. */
    public enum Scan {
        /** Looked at, nothing found. */
        CLEAN,
        /** No scanner was set up when it came. */
        NOT_SCANNED
    }
}
