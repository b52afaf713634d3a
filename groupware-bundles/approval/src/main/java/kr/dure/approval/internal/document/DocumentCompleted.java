package kr.dure.approval.internal.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.form.DocumentFacts;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * A document was completed (완결). Whoever acts on it does so once for each {@code documentId}.
 *
 * @param version of the document
 * @param formCode what form it was drafted on
 * @param purpose what the form means to other apps, e.g. {@code leave}, or null
 * @param drafter the account
 * @param departmentId the drafter's, or null
 * @param amount with the decimals of its currency, or null
 * @param days of leave, or null
 * @param hours of overtime, or null
 * @param from Korean time, or null
 * @param to Korean time; where days are counted the last day, which belongs to it; or null
 * @param type value of the choice, e.g. {@code annual}, or null
 * @param person whom it is about, or null
 * @param values all of the document's, by field
 */
@EventType("approval.document-completed/1")
public record DocumentCompleted(
        UUID documentId,
        int version,
        String formCode,
        String number,
        String title,
        UUID drafter,
        UUID departmentId,
        Instant completedAt,
        String purpose,
        BigDecimal amount,
        String currency,
        BigDecimal days,
        BigDecimal hours,
        LocalDateTime from,
        LocalDateTime to,
        String type,
        UUID person,
        Map<String, Object> values)
        implements Event {
    static DocumentCompleted of(DocumentEntity document, DocumentFacts facts) {
        return new DocumentCompleted(
                document.id(),
                document.version(),
                document.formCode(),
                document.number(),
                document.title(),
                document.drafterId(),
                document.departmentId(),
                document.completedAt(),
                facts.purpose(),
                facts.amount(),
                facts.currency(),
                facts.days(),
                facts.hours(),
                facts.from(),
                facts.to(),
                facts.type(),
                facts.person(),
                FormJson.values(document.content()));
    }

    @Override
    public String key() {
        return documentId.toString();
    }
}
