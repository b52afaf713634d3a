package kr.dure.storage.internal.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.product.Text;

/**
 * An import as its company sees it.
 *
 * @param fileName the archive's
 * @param size the archive's bytes
 * @param state QUEUED, RUNNING, DONE, FAILED
 * @param progress 0 to 100
 * @param message what it is doing, or why it was refused, naming the entry of the archive
 * @param apps ids of the apps whose data came; empty until it is done
 * @param rows how many rows came
 * @param files how many files came
 * @param orderedBy login id
 */
public record ImportView(
        UUID id,
        String fileName,
        long size,
        String state,
        int progress,
        Text message,
        List<String> apps,
        long rows,
        long files,
        String orderedBy,
        Instant orderedAt,
        Instant finishedAt) {}
