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
            Message.Kind kind,
            Instant sendAt,
            Instant createdAt,
            UUID createdBy,
            int recipients) {
        this.id = id;
        this.sender = sender;
        this.text = text;
        this.kind = kind;
        this.sendAt = sendAt;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.recipients = recipients;
    }

    UUID id() {
        return id;
    }

    String sender() {
        return sender;
    }

    String text() {
        return text;
    }

    Message.Kind kind() {
        return kind;
    }

    Message toMessage(List<Message.Result> results) {
        return new Message(id, sender, text, kind, sendAt, createdAt, recipients, results);
    }
}
