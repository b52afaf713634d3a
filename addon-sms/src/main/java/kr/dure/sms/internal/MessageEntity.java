package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "message")
class MessageEntity {
    @Id
    private UUID id;

    private String sender;
    private String text;
    private String subject;

    @Enumerated(EnumType.STRING)
    private Message.Status status;

    @Enumerated(EnumType.STRING)
    private Message.Kind kind;

    @Column(name = "send_at")
    private Instant sendAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private UUID createdBy;

    private int recipients;

    protected MessageEntity() {}

    MessageEntity(
            UUID id,
            String sender,
            String text,
            String subject,
            Message.Kind kind,
            Message.Status status,
            Instant sendAt,
            Instant createdAt,
            UUID createdBy,
            int recipients) {
        this.id = id;
        this.sender = sender;
        this.text = text;
        this.subject = subject;
        this.status = status;
        this.kind = kind;
        this.sendAt = sendAt;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.recipients = recipients;
    }

    UUID id() {
        return id;
    }

    Instant sendAt() {
        return sendAt;
    }

    Message.Status status() {
        return status;
    }

    /** What waits for approval is approved or rejected; anything can be cancelled. */
    void decide(Message.Status decision) {
        status = decision;
    }

    Message toMessage(List<Message.Recipient> results) {
        return new Message(id, sender, text, subject, kind, status, sendAt, createdAt, recipients, results);
    }
}
