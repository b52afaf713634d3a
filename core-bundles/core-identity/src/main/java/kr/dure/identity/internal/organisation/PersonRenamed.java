package kr.dure.identity.internal.organisation;

import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/** Somebody is called otherwise. */
@EventType("identity.person-renamed/1")
record PersonRenamed(UUID person, String name) implements Event {
    @Override
    public String key() {
        return person.toString();
    }
}
