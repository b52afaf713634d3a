package kr.dure.event;

import java.util.Set;

/**
 * A durable subscription; register it as a service. It misses nothing while it is stopped or not installed: what was
 * published from its first registration on is kept for it, 90 days at least.
 *
 * <p>Delivery is at least once: an event may come again after a failure or a crash, so remember {@link Received#id()} in
 * the same transaction that acts on it, or act in a way that can be repeated. Events of one tenant and key come one
 * after the other, others at the same time.
 */
public interface EventHandler {
    /** The name under which the subscription is remembered, unique in the installation: {@code billing.usage}. */
    String subscription();

    /** The consumer's own records of the events it wants, each with an {@link EventType}. */
    Set<Class<? extends Record>> accepts();

    /**
     * Acts on one event, with its tenant bound to the thread. What is thrown leads to another try later, after the
     * twelfth to the operator's list of dead letters; events of the same key wait meanwhile.
     */
    void handle(Received received);
}
