package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import kr.dure.carrier.Result;

/** One recipient of a message, for reading; its steps are taken many at a time by {@link Delivery}. */
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

    private String reason;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "long_message")
    private boolean longMessage;

    @Enumerated(EnumType.STRING)
    private Result result;

    private String code;

    protected RecipientEntity() {}

    Message.Recipient toRecipient() {
        Message.State shown = state == Message.State.SUBMITTING ? Message.State.QUEUED : state;
        return new Message.Recipient(number, shown, reason, result, code, longMessage, changedAt);
    }
}
