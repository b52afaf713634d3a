package kr.dure.persistence.internal.event;

import java.time.Instant;
import java.util.List;

/**
 * How a durable subscription is doing.
 *
 * @param types the events it wants
 * @param paused whether the operator holds it
 * @param seenAt when its handler was last there
 * @param behind how many events it has still to handle
 * @param oldestSeconds the age of the oldest of them, 0 when there is none
 * @param retrying how many events wait for another try, or behind one that does
 * @param dead how many dead letters it has
 * @param gap what was deleted before it was handled, or null
 */
public record Subscription(
        String name,
        List<String> types,
        boolean paused,
        Instant seenAt,
        long behind,
        long oldestSeconds,
        long retrying,
        long dead,
        String gap) {}
