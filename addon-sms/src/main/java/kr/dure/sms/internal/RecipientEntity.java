package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One recipient of a message; its life is {@link Message.State}, and no step of it is taken twice. */
@Entity
@Table(name = "recipient")
class RecipientEntity {
    @Id
    private UUID id;

    @Column(name = "message_id")
    private UUID messageId;

    private String number;

    @Enumerated(EnumType.STRING)
    private Message.State state;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "carrier_id")
    private String carrierId;

    private String reason;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected RecipientEntity() {}

    RecipientEntity(UUID id, UUID messageId, String number, Instant dueAt, Instant now) {
        this.id = id;
        this.messageId = messageId;
        this.number = number;
        this.dueAt = dueAt;
        change(Message.State.QUEUED, null, now);
    }

    UUID id() {
        return id;
    }

    UUID messageId() {
        return messageId;
    }

    String number() {
        return number;
    }

    Message.State state() {
        return state;
    }

    String carrierId() {
        return carrierId;
    }

    /** Written before anything is handed to the carrier, so that a crash never leads to a second sending. */
    void submit(Instant now) {
        change(Message.State.SUBMITTING, null, now);
    }

    /** The carrier did not take it and may later: back into the queue. */
    void postpone(Instant until, Instant now) {
        dueAt = until;
        change(Message.State.QUEUED, null, now);
    }

    void accept(String idAtCarrier, Instant now) {
        carrierId = idAtCarrier;
        change(Message.State.SENT, null, now);
    }

    void doubt(String why, Instant now) {
        change(Message.State.UNKNOWN, why, now);
    }

    void fail(String why, Instant now) {
        change(Message.State.FAILED, why, now);
    }

    /** What the carrier's receipt says; one that comes twice or after the end changes nothing. */
    boolean receipt(boolean delivered, String why, Instant now) {
        if (state != Message.State.SENT) {
            return false;
        }
        change(delivered ? Message.State.DELIVERED : Message.State.FAILED, delivered ? null : why, now);
        return true;
    }

    Message.Result toResult() {
        Message.State shown = state == Message.State.SUBMITTING ? Message.State.QUEUED : state;
        return new Message.Result(number, shown, reason, changedAt);
    }

    private void change(Message.State next, String why, Instant now) {
        state = next;
        reason = why;
        changedAt = now;
    }
}
