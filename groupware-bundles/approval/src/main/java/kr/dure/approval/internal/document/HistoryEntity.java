package kr.dure.approval.internal.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import kr.dure.approval.internal.line.Role;

/** One act that was done. Never changed. */
@Entity
@Table(name = "history")
class HistoryEntity {
    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    @Column(name = "document_version")
    private int documentVersion;

    private String act;

    @Column(name = "step_id")
    private UUID stepId;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "actor_id")
    private UUID actorId;

    @Column(name = "actor_name")
    private String actorName;

    @Column(name = "actor_position")
    private String actorPosition;

    @Column(name = "actor_duty")
    private String actorDuty;

    @Column(name = "actor_department")
    private String actorDepartment;

    @Column(name = "behalf_id")
    private UUID behalfId;

    @Column(name = "behalf_name")
    private String behalfName;

    private Instant at;
    private String address;
    private String comment;
    private String detail;
    private UUID signature;
    private int revision;

    @Column(name = "content_hash")
    private String contentHash;

    protected HistoryEntity() {}

    /** @param act the word of the act */
    HistoryEntity(UUID id, DocumentEntity document, String act, Instant at) {
        this.id = id;
        this.documentId = document.id();
        this.documentVersion = document.version();
        this.act = act;
        this.at = at;
        this.revision = document.revision();
        this.contentHash = document.contentHash();
    }

    HistoryEntity by(Who actor, String from) {
        actorId = actor.accountId();
        actorName = actor.name();
        actorPosition = actor.position();
        actorDuty = actor.duty();
        actorDepartment = actor.departmentName();
        address = from;
        return this;
    }

    HistoryEntity on(StepEntity step, UUID stamp) {
        stepId = step.id();
        role = step.role();
        signature = stamp;
        boolean behalf = step.accountId() != null && !step.accountId().equals(actorId);
        behalfId = behalf ? step.accountId() : null;
        behalfName = behalf ? step.who().name() : null;
        return this;
    }

    HistoryEntity saying(String said, String about) {
        comment = said;
        detail = about;
        return this;
    }

    String act() {
        return act;
    }

    UUID stepId() {
        return stepId;
    }

    UUID actorId() {
        return actorId;
    }

    String actorName() {
        return actorName;
    }

    String comment() {
        return comment;
    }

    String detail() {
        return detail;
    }

    Instant at() {
        return at;
    }

    HistoryEntry entry() {
        return new HistoryEntry(
                id,
                documentVersion,
                act,
                stepId,
                role,
                actorId == null ? null : new Who(actorId, actorName, actorPosition, actorDuty, null, actorDepartment),
                behalfId == null ? null : new Who(behalfId, behalfName, null, null, null, null),
                at,
                address,
                comment,
                detail,
                signature,
                revision,
                contentHash);
    }
}
