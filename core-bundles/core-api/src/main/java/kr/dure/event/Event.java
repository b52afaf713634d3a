package kr.dure.event;

/** Something that happened: a record named in the past tense, with an {@link EventType}. Its components are sent as JSON. */
public interface Event {
    /**
     * What this event keeps its order with: events of one tenant with the same key arrive in the order in which their
     * transactions wrote them. Usually the id of the thing it happened to. Never null.
     */
    String key();
}
