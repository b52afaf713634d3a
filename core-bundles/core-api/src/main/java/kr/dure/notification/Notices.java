package kr.dure.notification;

import java.util.UUID;

/** Tells people of the current tenant what happened. Implemented by core-notification. */
public interface Notices {
    /**
     * Takes a notice over in the surrounding transaction, or in one of its own: without a commit nobody hears of it. Per
     * recipient and channel it decides what happens (preferences, quiet hours, digest) and writes that down, for whoever
     * asks why he was told or was not. Who has left or is unknown is told nothing, which is no error.
     *
     * @return the notice's id
     * @throws IllegalArgumentException when no registered {@link NoticeKinds} has the kind
     */
    UUID send(Notice notice);
}
