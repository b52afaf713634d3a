package kr.dure.identity.internal.absence;

import java.time.LocalDate;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * An absence no longer holds as it was entered; a change is told as this and a new entry.
 *
 * @param from the first day
 * @param to the last day, inclusive
 * @param deputy who acts, or null
 * @param scope the app concerned, or null for all
 */
@EventType("identity.absence-cancelled/1")
record AbsenceCancelled(UUID absence, UUID person, LocalDate from, LocalDate to, UUID deputy, String scope)
        implements Event {
    static AbsenceCancelled of(AbsenceEntity entry) {
        return new AbsenceCancelled(
                entry.id(), entry.personId(), entry.days().from(), entry.days().to(), entry.deputyId(), entry.scope());
    }

    @Override
    public String key() {
        return person.toString();
    }
}
