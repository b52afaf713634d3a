package kr.dure.persistence.internal.event;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.event.EventHandler;
import kr.dure.persistence.internal.Database;
import kr.dure.persistence.internal.Signals;
import kr.dure.tenant.TenantDirectory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to the handlers that are there, each subscription on one node of the cluster. */
@Component(service = EventDispatcher.class, immediate = true) // nobody asks for it, it has to look for itself
public final class EventDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int HANDLER_THREADS = 8;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final OutboxRepository outbox;
    private final Ownership ownership;
    private final Signals signals;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-events-watch"));
    private final ExecutorService drivers =
            Executors.newCachedThreadPool(work -> new Thread(work, "dure-events-subscription"));
    private final ExecutorService pool =
            Executors.newFixedThreadPool(HANDLER_THREADS, work -> new Thread(work, "dure-events-handler"));

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            fieldOption = FieldOption.REPLACE)
    private volatile List<EventHandler> handlers = List.of();

    /** A worker and whether it runs: 0 rests, 1 runs, 2 runs and has been called again. */
    private record Running(SubscriptionWorker worker, AtomicInteger state) {}

    @Activate
    public EventDispatcher(
            @Reference Database database,
            @Reference Signals signals,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.outbox = new OutboxRepository(database.kernel());
        this.ownership = new Ownership(database);
        this.signals = signals;
        this.tenants = tenants;
        this.clock = clock;
        signals.listen(Signals.Topic.EVENTS, this::wake);
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The handlers as they are now; for use without a container. */
    void handlers(List<EventHandler> present) {
        handlers = present;
        watch.execute(this::look);
    }

    private void look() {
        try {
            List<EventHandler> present = handlers;
            Set<String> held = ownership.held();
            for (Running one : List.copyOf(running.values())) {
                String name = one.worker().name();
                if (!present.contains(one.worker().handler()) || !held.contains(name)) {
                    one.worker().stop();
                    // Not while it works: neither another node nor a new handler here may begin beside it.
                    if (one.state().get() == 0) {
                        running.remove(name);
                        ownership.release(name);
                    }
                }
            }
            for (EventHandler handler : present) {
                String name = handler.subscription();
                if (!running.containsKey(name) && ownership.take(name)) {
                    running.put(
                            name,
                            new Running(
                                    new SubscriptionWorker(handler, outbox, tenants, pool, clock),
                                    new AtomicInteger()));
                }
            }
            wake(Set.of());
        } catch (RuntimeException e) {
            LOG.warn("Looking for subscriptions failed: {}", e.toString());
        }
    }

    /** Those who want events of these types; where none are named, all. */
    private void wake(Set<String> types) {
        long now = System.nanoTime();
        running.values().stream()
                .filter(one -> types.isEmpty() || one.worker().wants(types, now))
                .forEach(this::wake);
    }

    private void wake(Running one) {
        if (one.state().getAndUpdate(state -> Math.min(2, state + 1)) == 0) {
            try {
                drivers.execute(() -> drive(one));
            } catch (RejectedExecutionException e) {
                LOG.debug("Closed", e);
            }
        }
    }

    private void drive(Running one) {
        boolean again = true;
        while (again) {
            one.state().set(1);
            try {
                one.worker().deliver();
            } catch (SQLException | RuntimeException e) {
                LOG.warn("Subscription {} waits: {}", one.worker().name(), e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            again = !one.state().compareAndSet(1, 0);
        }
    }

    @Override
    @Deactivate
    public void close() {
        signals.forget(Signals.Topic.EVENTS);
        watch.shutdownNow();
        running.values().forEach(one -> one.worker().stop());
        drivers.shutdown();
        pool.shutdown();
        try {
            if (!drivers.awaitTermination(5, TimeUnit.SECONDS)) {
                drivers.shutdownNow();
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ownership.close();
    }
}
