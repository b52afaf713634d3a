package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * Somebody has left the company; told on the first day without the person.
 *
 * @param on that day
 */
@EventType("identity.person-left/1")
record PersonLeft(UUID person, LocalDate on) implements Event {
    @Override
    public String key() {
        return person.toString();
    }
}
