package kr.dure.persistence.internal.event;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.internal.EventJson;
import kr.dure.persistence.internal.event.OutboxEvent.Key;
import kr.dure.persistence.internal.event.OutboxRepository.Batch;
import kr.dure.persistence.internal.event.OutboxRepository.Claim;
import kr.dure.persistence.internal.event.OutboxRepository.Failed;
import kr.dure.persistence.internal.event.OutboxRepository.Position;
import kr.dure.persistence.internal.event.OutboxRepository.Standing;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to one subscription while this node owns it: keys side by side, the events of a key one after the other. */
final class SubscriptionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionWorker.class);
    private static final int BATCH = 500;
    private static final int MAX_ATTEMPTS = 12;
    private static final int MAX_REASON = 300;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
    private static final Duration HELD_BACK = Duration.ofSeconds(1);
    private static final Duration REMEMBER_EVERY = Duration.ofMinutes(1);

    private final String name;
    private final EventHandler handler;
    private final Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
    private final EventJson json = new EventJson();
    private final OutboxRepository outbox;
    private final TenantDirectory tenants;
    private final ExecutorService pool;
    private final Clock clock;
    private final Duration firstRetry;
    private volatile long wanted;
    private volatile boolean stopped;
    private boolean claimed;
    private long epoch;
    private Position position;
    private Instant remembered;

    SubscriptionWorker(
            EventHandler handler,
            OutboxRepository outbox,
            TenantDirectory tenants,
            ExecutorService pool,
            Clock clock,
            Duration firstRetry) {
        this.name = handler.subscription();
        this.handler = handler;
        this.outbox = outbox;
        this.tenants = tenants;
        this.pool = pool;
        this.clock = clock;
        this.firstRetry = firstRetry;
        for (Class<? extends Record> type : handler.accepts()) {
            EventType annotation = type.getAnnotation(EventType.class);
            if (annotation == null) {
                throw new IllegalArgumentException(type + " has no EventType.");
            }
            types.put(annotation.value(), type);
        }
    }

    SubscriptionWorker(
            EventHandler handler, OutboxRepository outbox, TenantDirectory tenants, ExecutorService pool, Clock clock) {
        this(handler, outbox, tenants, pool, clock, FIRST_RETRY);
    }

    String name() {
        return name;
    }

    EventHandler handler() {
        return handler;
    }

    /**
     * Whether it is to look at a signal about events of {@code some} types: of its own, or any for a moment after those,
     * for what it could not read yet may have waited for the transaction that signals now.
     */
    boolean wants(Set<String> some, long now) {
        if (!Collections.disjoint(types.keySet(), some)) {
            wanted = now;
            return true;
        }
        return wanted != 0 && now - wanted < HELD_BACK.toNanos();
    }

    /** The handler is gone; what it fails at from now on is not its fault. */
    void stop() {
        stopped = true;
    }

    /** Delivers what can be read now. One call at a time. */
    void deliver() throws SQLException, InterruptedException {
        if (!claimed) {
            Claim claim = outbox.claim(name, types.keySet(), clock.instant());
            epoch = claim.epoch();
            position = claim.position();
            remembered = clock.instant();
            claimed = true;
        }
        while (!stopped) {
            Optional<Standing> now = outbox.find(name);
            if (now.isEmpty() || now.get().epoch() != epoch) {
                claimed = false;
                return;
            }
            if (now.get().paused()) {
                return;
            }
            boolean waits = now.get().waits();
            boolean retried = waits && retry();
            boolean more = readOn(waits);
            if (!retried && !more) {
                return;
            }
        }
    }

    private boolean retry() throws SQLException, InterruptedException {
        List<OutboxEvent> due = outbox.due(name, clock.instant(), BATCH);
        List<Callable<Void>> work = new ArrayList<>();
        for (OutboxEvent event : due) {
            work.add(() -> {
                Optional<String> failure = handle(event);
                if (failure.isEmpty()) {
                    outbox.handled(name, event);
                } else if (!stopped) {
                    outbox.failedAgain(name, failed(event, event.attempts() + 1, failure.get()));
                }
                return null;
            });
        }
        all(work);
        return !due.isEmpty();
    }

    /**
     * @param waits whether anything waits for another try
     * @return whether there may be more at once; of what is published meanwhile a signal tells, and what was held back by
     *     a transaction that published nothing is found within a second
     */
    private boolean readOn(boolean waits) throws SQLException, InterruptedException {
        Batch batch = outbox.read(position, types.keySet(), BATCH);
        if (batch.events().isEmpty()) {
            position = batch.after();
            Instant now = clock.instant();
            if (now.isAfter(remembered.plus(REMEMBER_EVERY))) {
                claimed = outbox.advance(name, epoch, position, List.of(), now);
                remembered = now;
            }
            return false;
        }
        Set<Key> waiting = waits ? outbox.waiting(name) : Set.of();
        Map<Key, List<OutboxEvent>> byKey = new LinkedHashMap<>();
        batch.events()
                .forEach(event -> byKey.computeIfAbsent(event.order(), key -> new ArrayList<>())
                        .add(event));
        List<Callable<List<Failed>>> work = new ArrayList<>();
        byKey.forEach((key, events) -> work.add(() -> inOrder(events, waiting.contains(key))));
        List<Failed> failed = new ArrayList<>();
        for (List<Failed> some : all(work)) {
            failed.addAll(some);
        }
        if (stopped) {
            return false;
        }
        Instant now = clock.instant();
        claimed = outbox.advance(name, epoch, batch.after(), failed, now);
        // Only now: where it could not be written, the batch comes once more, with what has failed in it.
        position = batch.after();
        remembered = now;
        return claimed && batch.more();
    }

    /** Handles events of one key until one fails; it and the rest wait. */
    private List<Failed> inOrder(List<OutboxEvent> events, boolean behindOthers) {
        List<Failed> failed = new ArrayList<>();
        for (OutboxEvent event : events) {
            if (behindOthers || !failed.isEmpty()) {
                failed.add(new Failed(event, 0, clock.instant(), null));
                continue;
            }
            handle(event).ifPresent(reason -> failed.add(failed(event, 1, reason)));
            if (stopped) {
                break;
            }
        }
        return failed;
    }

    private Failed failed(OutboxEvent event, int attempts, String reason) {
        LOG.warn("Subscription {} could not handle event {} (try {}): {}", name, event.id(), attempts, reason);
        if (attempts >= MAX_ATTEMPTS) {
            return new Failed(event, attempts, null, reason);
        }
        long millis = firstRetry.toMillis() << (attempts - 1);
        return new Failed(
                event, attempts, clock.instant().plusMillis(Math.min(millis, LONGEST_RETRY.toMillis())), reason);
    }

    /** Empty when it is handled, otherwise why not. */
    private Optional<String> handle(OutboxEvent event) {
        try {
            Tenant tenant = tenants.find(event.tenant())
                    .orElseThrow(() -> new IllegalStateException("There is no such tenant."));
            Record record = json.read(event.body(), types.get(event.type()));
            Tenants.run(tenant, () -> handler.handle(new Received(event.id(), event.key(), event.at(), record)));
            return Optional.empty();
        } catch (Exception | LinkageError | AssertionError e) {
            String reason = e.toString().replace('\0', ' '); // which PostgreSQL does not keep
            return Optional.of(reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason);
        }
    }

    private <T> List<T> all(List<Callable<T>> work) throws SQLException, InterruptedException {
        List<T> results = new ArrayList<>(work.size());
        for (var done : pool.invokeAll(work)) {
            try {
                results.add(done.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException sql) {
                    throw sql;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }
}
