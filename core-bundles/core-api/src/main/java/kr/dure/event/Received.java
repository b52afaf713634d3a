package kr.dure.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One event as a handler gets it.
 *
 * @param id the same at every delivery of this event
 * @param key what it keeps its order with
 * @param at when it was published
 * @param event one of the records that {@link EventHandler#accepts()} named
 */
public record Received(UUID id, String key, Instant at, Record event) {}
