package kr.dure.identity.internal.organisation;

import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/** Somebody was entered, with a login (then the account has the same id) or without. */
@EventType("identity.person-added/1")
record PersonAdded(UUID person, String name) implements Event {
    @Override
    public String key() {
        return person.toString();
    }
}
