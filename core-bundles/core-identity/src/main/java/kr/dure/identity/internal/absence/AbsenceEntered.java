package kr.dure.identity.internal.absence;

import java.time.LocalDate;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * Somebody will be away, or is.
 *
 * @param from the first day
 * @param to the last day, inclusive
 * @param deputy who acts, or null
 * @param scope the app concerned, or null for all
 */
@EventType("identity.absence-entered/1")
record AbsenceEntered(UUID absence, UUID person, LocalDate from, LocalDate to, UUID deputy, String scope)
        implements Event {
    static AbsenceEntered of(AbsenceEntity entry) {
        return new AbsenceEntered(
                entry.id(), entry.personId(), entry.days().from(), entry.days().to(), entry.deputyId(), entry.scope());
    }

    @Override
    public String key() {
        return person.toString();
    }
}
