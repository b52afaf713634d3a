package kr.dure.persistence;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import kr.dure.event.Event;
import kr.dure.job.Job;
import kr.dure.metering.Holding;
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

    /** Begins to charge the current tenant for a thing, in this transaction; without effect for one that is held already. */
    void hold(Holding holding);

    /**
     * Ends a holding; without effect when there is none.
     *
     * @param last its last day (Asia/Seoul), charged in full
     */
    void release(String meter, String key, LocalDate last);

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

    /**
     * Writes an audit row for a change in this transaction; of the two maps only what differs is kept.
     *
     * @param before the values before, without secrets; null when the thing is new
     * @param after the values after, without secrets; null when the thing is gone
     */
    void audit(String action, String subject, Map<String, ?> before, Map<String, ?> after);
}
