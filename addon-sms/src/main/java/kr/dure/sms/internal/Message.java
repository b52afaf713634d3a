package kr.dure.sms.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.carrier.Result;

/**
 * One text to one or many recipients.
 *
 * @param from the sender number
 * @param text with its merge fields as typed
 * @param subject of a long message, or null
 * @param status whether it may be sent
 * @param sendAt when it is due
 * @param results one per recipient; null in lists
 */
public record Message(
        UUID id,
        String from,
        String text,
        String subject,
        Kind kind,
        Status status,
        Instant sendAt,
        Instant createdAt,
        int recipients,
        List<Recipient> results) {
    /** Whether the law's rules for advertisements apply. */
    public enum Kind {
        NOTICE,
        AD
    }

    /** Whether a message may be sent. */
    public enum Status {
        ACCEPTED,
        /** It has more recipients than may be written to without an administrator's approval. */
        AWAITING_APPROVAL,
        REJECTED,
        CANCELLED
    }

    /** How far one recipient's message is. */
    public enum State {
        /** Accepted by the platform; nothing has left it. */
        QUEUED,
        /** Being handed to the carrier; shown as QUEUED. */
        SUBMITTING,
        /** Accepted by the carrier, and charged (B5). */
        SENT,
        /** Handed over, but whether the carrier took it was never learnt. Not sent again, not charged. */
        UNKNOWN,
        DELIVERED,
        FAILED
    }

    /**
     * One recipient's message.
     *
     * @param reason why it failed or is unknown, otherwise null
     * @param result the same for every carrier; null until a carrier has answered
     * @param code the carrier's own, or null
     * @param longMessage whether it goes as LMS
     * @param at since when
     */
    public record Recipient(
            String to, State state, String reason, Result result, String code, boolean longMessage, Instant at) {}

    /**
     * What the platform accepted.
     *
     * @param recipients distinct numbers
     * @param chargeable how many are charged if the carrier accepts all; who has opted out is not
     */
    public record Accepted(UUID id, int recipients, int chargeable, Status status) {}
}
