package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.UUID;
import kr.dure.approval.internal.line.Role;

/**
 * One act that was done.
 *
 * @param version of the document after it
 * @param by as he was then; null where a time was over or another document did it
 * @param onBehalfOf for whom, or null
 * @param address IP address it came from, or null
 * @param detail whom it was about, or what it created
 * @param contentHash SHA-256 of what was decided about, or null for a draft
 */
public record HistoryEntry(
        UUID id,
        int version,
        String act,
        UUID step,
        Role role,
        Who by,
        Who onBehalfOf,
        Instant at,
        String address,
        String comment,
        String detail,
        UUID signature,
        int revision,
        String contentHash) {}
