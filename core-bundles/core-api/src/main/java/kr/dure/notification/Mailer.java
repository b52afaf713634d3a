package kr.dure.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** E-mail out. Implemented by core-notification. */
public interface Mailer {
    /**
     * Takes a mail of the current tenant over, in the surrounding transaction where there is one: it is sent after the
     * commit, and tried again for two days when the mail server does not take it.
     *
     * @return its id, for {@link #find}
     */
    UUID send(Mail mail);

    /** How far a mail of the current tenant is, or empty when there is none with this id. */
    Optional<Sent> find(UUID id);

    /**
     * A mail that was taken over.
     *
     * @param state QUEUED, SENT (accepted by the mail server) or FAILED (given up)
     * @param at when that happened
     * @param reason why the last try failed, or null
     */
    record Sent(UUID id, String kind, String to, State state, Instant at, String reason) {}

    /** How far a mail is. */
    enum State {
        QUEUED,
        SENT,
        FAILED
    }
}
