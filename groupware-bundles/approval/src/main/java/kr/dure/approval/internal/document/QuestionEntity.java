package kr.dure.approval.internal.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A question about a document, which stops nothing. */
@Entity
@Table(name = "question")
class QuestionEntity {
    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    @Column(name = "asked_by")
    private UUID askedBy;

    @Column(name = "asked_by_name")
    private String askedByName;

    @Column(name = "asked_of")
    private UUID askedOf;

    @Column(name = "asked_of_name")
    private String askedOfName;

    private String text;

    @Column(name = "asked_at")
    private Instant askedAt;

    private String answer;

    @Column(name = "answered_at")
    private Instant answeredAt;

    protected QuestionEntity() {}

    QuestionEntity(UUID id, UUID document, Who by, Who of, String text, Instant now) {
        this.id = id;
        this.documentId = document;
        this.askedBy = by.accountId();
        this.askedByName = by.name();
        this.askedOf = of.accountId();
        this.askedOfName = of.name();
        this.text = text;
        this.askedAt = now;
    }

    void answer(String said, Instant now) {
        answer = said;
        answeredAt = now;
    }

    boolean open() {
        return answeredAt == null;
    }

    UUID documentId() {
        return documentId;
    }

    UUID askedBy() {
        return askedBy;
    }

    UUID askedOf() {
        return askedOf;
    }

    Question question() {
        return new Question(
                id,
                new Who(askedBy, askedByName, null, null, null, null),
                new Who(askedOf, askedOfName, null, null, null, null),
                text,
                askedAt,
                answer,
                answeredAt);
    }
}
