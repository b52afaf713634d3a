package kr.dure.sms.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One text to one or many recipients.
 *
 * @param from the sender number
 * @param sendAt when it is due
 * @param results one per recipient; null in lists
 */
public record Message(
        UUID id,
        String from,
        String text,
        Kind kind,
        Instant sendAt,
        Instant createdAt,
        int recipients,
        List<Result> results) {
    /** Whether the law's rules for advertisements apply. */
    public enum Kind {
        NOTICE,
        AD
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
     * @param reason why it failed or is unknown, otherwise null
     * @param at since when
     */
    public record Result(String to, State state, String reason, Instant at) {}

    /**
     * What the platform accepted.
     *
     * @param recipients distinct numbers
     * @param chargeable how many are charged if the carrier accepts all
     */
    public record Accepted(UUID id, int recipients, int chargeable) {}
}
