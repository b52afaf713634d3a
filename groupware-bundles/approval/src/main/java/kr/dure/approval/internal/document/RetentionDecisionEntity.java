package kr.dure.approval.internal.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import kr.dure.approval.internal.retention.Retention;

/** What was decided about a document whose time was over. Never changed. */
@Entity
@Table(name = "retention_decision")
class RetentionDecisionEntity {
    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    private String number;
    private String title;
    private String decision;
    private String before;
    private String after;
    private String reason;

    @Column(name = "decided_by")
    private UUID decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    protected RetentionDecisionEntity() {}

    RetentionDecisionEntity(
            UUID id,
            DocumentEntity document,
            KeepingService.Decisions decisions,
            Retention before,
            UUID by,
            Instant now) {
        this.id = id;
        this.documentId = document.id();
        this.number = document.number();
        this.title = document.title();
        this.decision = decisions.decision().name();
        this.before = before.name();
        this.after =
                decisions.retention() == null ? null : decisions.retention().name();
        this.reason = decisions.reason();
        this.decidedBy = by;
        this.decidedAt = now;
    }
}
