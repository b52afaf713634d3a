package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * Somebody has other posts than the day before: another department, position or duty; told on the day it comes into
 * force.
 *
 * @param department of the main post from then on, or null for none
 * @param concurrent departments of concurrent posts
 */
@EventType("identity.person-transferred/1")
record PersonTransferred(UUID person, LocalDate on, UUID department, List<UUID> concurrent) implements Event {
    @Override
    public String key() {
        return person.toString();
    }
}
