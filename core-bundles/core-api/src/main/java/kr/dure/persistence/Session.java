package kr.dure.persistence;

import jakarta.persistence.EntityManager;
import java.util.List;
import kr.dure.event.Event;
import kr.dure.job.Job;
import kr.dure.metering.Usage;

/** What business code may do inside one transaction. Valid only inside the function it was passed to. */
public interface Session {
    /** The app's entities. The tenant's rows are the only ones it sees. */
    EntityManager entities();

    /**
     * Counts a use for the current tenant, once per {@link Usage#key()}, in this transaction.
     */
    default void record(Usage usage) {
        record(List.of(usage));
    }

    /** {@link #record(Usage)} for many at once. */
    void record(List<Usage> usages);

    /** Publishes what happened: stored in this transaction, delivered after its commit, and not at all without one. */
    void publish(Event event);

    /** Schedules a job for the current tenant, in this transaction; one with the same handler and id is moved. */
    void schedule(Job job);

    /** Takes back a job that has not begun; without effect when there is none. */
    void cancelJob(String handler, String id);

    /**
     * Writes an audit row in this transaction.
     *
     * @param action what was done, e.g. {@code sms.sender-number.approved}
     * @param subject whose data: an id, or null
     * @param detail further facts without secrets, or null
     */
    void audit(String action, String subject, String detail);
}
