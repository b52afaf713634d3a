package kr.dure.persistence.internal.event;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import kr.dure.event.Event;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

/** Not a test by its name: `./dure bench` runs it and reads its last line. */
class EventBench {
    private static final int EVENTS = 60_000;
    private static final int PER_TRANSACTION = 10;
    private static final int KEYS = 500;
    private static final int PACED = 2_000;
    private static final long PACE_NANOS = 5_000_000;

    @EventType("bench.counted/1")
    record Counted(int number) implements Event {
        @Override
        public String key() {
            return "k" + number % KEYS;
        }
    }

    private static final class Handler implements EventHandler {
        private final AtomicInteger handled = new AtomicInteger();
        private final AtomicLongArray at = new AtomicLongArray(EVENTS + PACED);

        @Override
        public String subscription() {
            return "bench";
        }

        @Override
        public Set<Class<? extends Record>> accepts() {
            return Set.of(Counted.class);
        }

        @Override
        public void handle(Received received) {
            at.set(((Counted) received.event()).number(), System.nanoTime());
            handled.incrementAndGet();
        }
    }

    private record Directory(Tenant tenant) implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.of(tenant);
        }

        @Override
        public Tenant operator() {
            return tenant;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return List.of(tenant);
        }
    }

    @Test
    void measure() throws Exception {
        TestDatabase database = TestDatabase.shared();
        Tx tx = database.unit(
                "kr.dure.testapp",
                EventBench.class.getClassLoader().getResource("testapp/persistence.xml"),
                EventBench.class,
                Clock.systemUTC(),
                "testapp/good/V001__thing.sql");
        Tenant tenant = database.tenant("bench");
        Handler handler = new Handler();
        OutboxRepository outbox = new OutboxRepository(database.database().kernel());
        try (EventDispatcher dispatcher = new EventDispatcher(
                database.database(), database.signals(), new Directory(tenant), Clock.systemUTC())) {
            dispatcher.handlers(List.of(handler));
            while (outbox.find("bench").isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            long begin = System.nanoTime();
            ExecutorService publishers = Executors.newFixedThreadPool(4);
            List<Future<?>> running = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                int from = part * (EVENTS / 4);
                running.add(publishers.submit(() -> publish(tx, tenant, from, EVENTS / 4)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            publishers.shutdown();
            while (handler.handled.get() < EVENTS) {
                LockSupport.parkNanos(1_000_000);
            }
            long rate = EVENTS * 1_000_000_000L / (System.nanoTime() - begin);

            long[] latency = new long[PACED];
            long[] sent = new long[PACED];
            long next = System.nanoTime();
            for (int i = 0; i < PACED; i++) {
                int number = EVENTS + i;
                next += PACE_NANOS;
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                Tenants.run(tenant, () -> tx.run(session -> session.publish(new Counted(number))));
                sent[i] = System.nanoTime();
            }
            while (handler.handled.get() < EVENTS + PACED) {
                LockSupport.parkNanos(1_000_000);
            }
            for (int i = 0; i < PACED; i++) {
                latency[i] = Math.max(0, handler.at.get(EVENTS + i) - sent[i]);
            }
            Arrays.sort(latency);
            System.out.printf(
                    "events %d/s; latency p50 %d ms, p99 %d ms%n",
                    rate, latency[PACED / 2] / 1_000_000, latency[PACED * 99 / 100] / 1_000_000);
        }
    }

    private static void publish(Tx tx, Tenant tenant, int from, int count) {
        for (int i = from; i < from + count; i += PER_TRANSACTION) {
            int first = i;
            Tenants.run(
                    tenant,
                    () -> tx.run(session -> {
                        for (int number = first; number < first + PER_TRANSACTION; number++) {
                            session.publish(new Counted(number));
                        }
                    }));
        }
    }
}
