package kr.dure.storage.internal.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.product.Text;

/**
 * An export as its company sees it.
 *
 * @param kind EXPORT, or BACKUP for one that was ordered as a backup (B10)
 * @param apps ids of the apps that are in it
 * @param reason why it was ordered
 * @param state QUEUED, RUNNING, DONE, FAILED, CANCELLED, EXPIRED
 * @param progress 0 to 100
 * @param orderedBy login id
 * @param size bytes of the archive; null until it is done, like {@code sha256} and {@code expiresAt}
 * @param won what a backup costs before VAT; null for an export
 */
public record ExportView(
        UUID id,
        String kind,
        List<String> apps,
        String reason,
        String state,
        int progress,
        Text message,
        String orderedBy,
        Instant orderedAt,
        Instant finishedAt,
        Long size,
        String sha256,
        Instant expiresAt,
        Long won) {}
