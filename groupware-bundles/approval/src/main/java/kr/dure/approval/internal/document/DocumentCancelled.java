package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * A completed document was cancelled by another one (완결 취소): what its completion brought about is to be reversed, once.
 *
 * @param cancelledBy the document that cancels it
 * @param reason that document's title
 */
@EventType("approval.document-cancelled/1")
public record DocumentCancelled(
        UUID documentId,
        int version,
        String formCode,
        String number,
        UUID drafter,
        UUID departmentId,
        UUID cancelledBy,
        String reason,
        Instant cancelledAt)
        implements Event {
    @Override
    public String key() {
        return documentId.toString();
    }
}
