package kr.dure.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Who acts for whom while somebody is away (부재·대결). Implemented by core-identity; asked inside or outside a
 * transaction, for the current tenant.
 *
 * <p>An entry for one app goes before an entry for everything. A deputy who is away hands on to the deputy's own
 * deputy; one who has left, is stopped or has no account any more is skipped in the same way. Where the way ends with
 * nobody, or comes back to somebody on it, the person acts for himself: work is never left without a name.
 *
 * <p>Told by the events {@code identity.absence-entered/1} and {@code identity.absence-cancelled/1}.
 */
public interface Absences {
    /**
     * Who acts on a whole day: the person himself when he is there for half of it.
     *
     * @param day in Korea
     * @param scope an app's id, e.g. {@code approval}; null asks for what concerns no app in particular
     */
    Acting deputyFor(UUID account, LocalDate day, String scope);

    /**
     * Who acts at a moment, to the half day.
     *
     * @param scope as above
     */
    Acting deputyFor(UUID account, Instant at, String scope);

    /**
     * As what was known at {@code asOf} has it: entries made later do not count, later cancellations neither. Whether a
     * deputy has left or is stopped is asked as of now.
     */
    Acting deputyFor(UUID account, Instant at, String scope, Instant asOf);

    /**
     * The answer.
     *
     * @param account who acts; the person himself when he is there, or when nobody else can
     * @param absent whether the person is away in this scope
     * @param way the deputies that were asked, in order, the one who acts last; empty when the person is there
     * @param skipped those of {@code way} who have left, are stopped or are gone
     * @param end how the way ended
     */
    record Acting(UUID account, boolean absent, List<UUID> way, List<UUID> skipped, End end) {
        public Acting {
            way = List.copyOf(way);
            skipped = List.copyOf(skipped);
        }
    }

    /** How the search for a deputy ended. */
    enum End {
        /** The person is there. */
        PRESENT,
        /** Somebody acts. */
        DEPUTY,
        /** No entry on the way names anybody else, so the person acts himself. */
        NOBODY,
        /** The way leads in a circle, so the person acts himself. */
        CIRCLE
    }
}
