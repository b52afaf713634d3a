package kr.dure.notification;

import java.util.Optional;
import java.util.UUID;

/**
 * Text messages to people's phones. Implemented by addon-sms; where it is not installed, {@link #NONE}. Messages go out
 * from the tenant's own registered number, and are counted and charged as those that people send (B5).
 */
public interface TextMessages {
    /** Nobody carries text messages here. */
    TextMessages NONE = new TextMessages() {
        @Override
        public Answer send(String key, String to, String text) {
            return new Answer(Taken.NOT_ENABLED, null);
        }

        @Override
        public Optional<Sent> find(UUID id) {
            return Optional.empty();
        }
    };

    /**
     * Takes a message of the current tenant over, in the surrounding transaction.
     *
     * @param key 1 to 200 characters; the same key again sends nothing and gives the same answer
     * @param to a mobile number as people write it
     * @param text characters that phones do not show are replaced; what is too long for the carrier is cut
     */
    Answer send(String key, String to, String text);

    /** How far a message is; empty when this tenant has none with this id. */
    Optional<Sent> find(UUID id);

    /**
     * @param taken whether it will be sent, and why not
     * @param id for {@link #find}; null unless it was taken
     */
    record Answer(Taken taken, UUID id) {}

    /** Whether a message was taken over. */
    enum Taken {
        TAKEN,
        /** The add-on is not installed, or the tenant has not switched the product on. */
        NOT_ENABLED,
        /** The tenant has no number that is approved for sending. */
        NO_SENDER_NUMBER,
        /** No carrier is connected. */
        NO_ROUTE,
        /** Not a mobile number. */
        NOT_A_NUMBER,
        /** Above the tenant's daily limit. */
        LIMIT
    }

    /**
     * @param state how far it is
     * @param reason why it failed, or null
     */
    record Sent(State state, String reason) {}

    /** How far a message is. */
    enum State {
        QUEUED,
        /** Taken by the carrier; charged. */
        SENT,
        DELIVERED,
        /** Perhaps sent; nobody can tell. */
        UNKNOWN,
        FAILED
    }
}
