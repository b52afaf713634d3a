package kr.dure.storage.internal;

import java.time.Instant;
import java.util.UUID;
import kr.dure.storage.FileOwner;

/**
 * A content on its way in.
 *
 * @param account who sends it, or null when an app does
 * @param owner what it is attached to when it is complete
 * @param length -1 while it is not known
 * @param reserved bytes it counts against the quota
 * @param received bytes that are durable
 */
record Upload(
        UUID id,
        UUID account,
        FileOwner owner,
        String name,
        long length,
        long reserved,
        long received,
        Instant expiresAt) {
    boolean complete() {
        return received == length;
    }
}
