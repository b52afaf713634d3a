package kr.dure.persistence.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import kr.dure.event.Event;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDeliveryTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.testapp",
            EventDeliveryTest.class.getClassLoader().getResource("testapp/persistence.xml"),
            EventDeliveryTest.class,
            Clock.systemUTC(),
            "testapp/good/V001__thing.sql");
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);
    private static final Map<UUID, Tenant> TENANTS = new ConcurrentHashMap<>();

    private final OutboxRepository outbox =
            new OutboxRepository(DATABASE.database().kernel());
    private final Tenant acme = tenant("acme");
    private final Tenant bravo = tenant("bravo");

    @EventType("testapp.thing-counted/1")
    record ThingCounted(String thing, long count) implements Event {
        @Override
        public String key() {
            return thing;
        }
    }

    /** The consumer's own record, which knows less. */
    @EventType("testapp.thing-counted/1")
    record Counted(long count) {}

    @EventType("testapp.nobody-wants/1")
    record Unwanted(String key) implements Event {}

    record Unnamed(String key) implements Event {}

    private static final class Recorder implements EventHandler {
        private final String name;
        private final List<Received> received = new ArrayList<>();
        private final List<UUID> tenants = new ArrayList<>();
        private Consumer<Received> before = event -> {};

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String subscription() {
            return name;
        }

        @Override
        public Set<Class<? extends Record>> accepts() {
            return Set.of(Counted.class);
        }

        @Override
        public void handle(Received event) {
            before.accept(event);
            synchronized (this) {
                received.add(event);
                tenants.add(Tenants.current().id());
            }
        }

        synchronized List<Long> counts() {
            return received.stream()
                    .map(event -> ((Counted) event.event()).count())
                    .toList();
        }
    }

    private static final class Directory implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.ofNullable(TENANTS.get(id));
        }

        @Override
        public Tenant operator() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return List.copyOf(TENANTS.values());
        }
    }

    private static final class MovableClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final MovableClock clock = new MovableClock();

    @AfterAll
    static void end() {
        POOL.shutdownNow();
    }

    private static Tenant tenant(String name) {
        Tenant tenant = DATABASE.tenant(name);
        TENANTS.put(tenant.id(), tenant);
        return tenant;
    }

    private static void publish(Tenant tenant, Event... events) {
        Tenants.run(tenant, () -> TX.run(session -> List.of(events).forEach(session::publish)));
    }

    private SubscriptionWorker worker(EventHandler handler) throws Exception {
        SubscriptionWorker worker = new SubscriptionWorker(handler, outbox, new Directory(), POOL, clock);
        deliver(worker);
        return worker;
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    @Test
    void anEventArrivesAfterItsCommitWithItsTenant() throws Exception {
        Recorder recorder = new Recorder(unique("arrives"));
        SubscriptionWorker worker = worker(recorder);
        publish(acme, new ThingCounted("a", 1), new Unwanted("a"));
        publish(bravo, new ThingCounted("a", 2));
        deliver(worker);
        assertThat(recorder.counts()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(recorder.tenants).containsExactlyInAnyOrder(acme.id(), bravo.id());
        deliver(worker);
        assertThat(recorder.counts()).hasSize(2);
    }

    @Test
    void whatIsRolledBackNeverHappened() throws Exception {
        Recorder recorder = new Recorder(unique("rollback"));
        SubscriptionWorker worker = worker(recorder);
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            session.publish(new ThingCounted("a", 1));
                            throw new IllegalArgumentException("no");
                        })))
                .hasMessage("no");
        deliver(worker);
        assertThat(recorder.counts()).isEmpty();
    }

    @Test
    void anEventNeedsATypeAndATransactionThatWrites() {
        assertThatThrownBy(() -> publish(acme, new Unnamed("a"))).hasMessageContaining("EventType");
        assertThatThrownBy(() -> Tenants.call(
                        acme,
                        () -> TX.read(session -> {
                            session.publish(new ThingCounted("a", 1));
                            return null;
                        })))
                .hasMessageContaining("writes");
    }

    @Test
    void anAppCanNeitherReadTheOutboxNorWriteForAnotherTenant() throws SQLException {
        assertThatThrownBy(() -> Tenants.call(
                        acme,
                        () -> TX.read(session -> session.entities()
                                .createNativeQuery("SELECT count(*) FROM platform.outbox")
                                .getSingleResult())))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> session.entities()
                                .createNativeQuery("INSERT INTO platform.outbox (tenant_id, id, type, key, body, at)"
                                        + " VALUES (?1, gen_random_uuid(), 'x', 'x', '{}', now())")
                                .setParameter(1, bravo.id())
                                .executeUpdate())))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
        Recorder recorder = new Recorder(unique("late"));
        SubscriptionWorker worker = worker(recorder);
        CountDownLatch published = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<?> late = POOL.submit(() -> Tenants.run(
                acme,
                () -> TX.run(session -> {
                    session.audit("test", null, null); // takes its transaction id now
                    published.countDown();
                    await(go);
                    session.publish(new ThingCounted("late", 1));
                })));
        await(published);
        publish(acme, new ThingCounted("early", 2));
        deliver(worker);
        assertThat(recorder.counts()).isEmpty();
        go.countDown();
        late.get();
        deliver(worker);
        assertThat(recorder.counts()).containsExactlyInAnyOrder(1L, 2L);
    }

    /**
     * The first transaction has the lower number, yet changes the thing last. A third that still runs, begun in between,
     * keeps the second from being read in its own turn.
     */
    @Test
    void theOrderOfAKeyIsThatOfTheChangesNotOfTheTransactions() throws Exception {
        Recorder recorder = new Recorder(unique("inversion"));
        SubscriptionWorker worker = worker(recorder);
        String key = unique("k");
        CountDownLatch firstBegan = new CountDownLatch(1);
        CountDownLatch secondDone = new CountDownLatch(1);
        Future<?> first = POOL.submit(() -> Tenants.run(
                acme,
                () -> TX.run(session -> {
                    session.audit("test", null, null);
                    firstBegan.countDown();
                    await(secondDone);
                    session.publish(new ThingCounted(key, 2));
                })));
        await(firstBegan);
        CountDownLatch thirdBegan = new CountDownLatch(1);
        CountDownLatch thirdMayEnd = new CountDownLatch(1);
        Future<?> third = POOL.submit(() -> Tenants.run(
                acme,
                () -> TX.run(session -> {
                    session.audit("test", null, null);
                    thirdBegan.countDown();
                    await(thirdMayEnd);
                })));
        await(thirdBegan);
        publish(acme, new ThingCounted(key, 1));
        secondDone.countDown();
        first.get();
        deliver(worker);
        thirdMayEnd.countDown();
        third.get();
        deliver(worker);
        assertThat(once(recorder.received).get(key)).containsExactly(1L, 2L);
    }

    @Test
    void afterAFailureTheKeyWaitsAndOthersGoOn() throws Exception {
        Recorder recorder = new Recorder(unique("failure"));
        AtomicBoolean broken = new AtomicBoolean(true);
        recorder.before = event -> {
            if (((Counted) event.event()).count() == 1 && broken.get()) {
                throw new IllegalStateException("not now");
            }
        };
        SubscriptionWorker worker = worker(recorder);
        publish(acme, new ThingCounted("a", 1), new ThingCounted("a", 2), new ThingCounted("b", 7));
        deliver(worker);
        publish(acme, new ThingCounted("a", 3));
        deliver(worker);
        assertThat(recorder.counts()).containsExactly(7L);
        assertThat(state(recorder).retrying()).isEqualTo(3);
        broken.set(false);
        deliver(worker);
        assertThat(recorder.counts()).as("not before its time").containsExactly(7L);
        clock.now = clock.now.plusSeconds(1);
        deliver(worker);
        assertThat(recorder.counts()).containsExactly(7L, 1L, 2L, 3L);
        assertThat(state(recorder).retrying()).isZero();
    }

    @Test
    void whatKeepsFailingBecomesADeadLetterThatCanBeReplayedOrDiscarded() throws Exception {
        Recorder recorder = new Recorder(unique("dead"));
        AtomicBoolean broken = new AtomicBoolean(true);
        recorder.before = event -> {
            if (((Counted) event.event()).count() < 3 && broken.get()) {
                throw new IllegalStateException("never");
            }
        };
        SubscriptionWorker worker = worker(recorder);
        publish(acme, new ThingCounted("a", 1), new ThingCounted("b", 2), new ThingCounted("a", 3));
        for (int i = 0; i < 12; i++) {
            deliver(worker);
            clock.now = clock.now.plus(Duration.ofMinutes(11));
        }
        assertThat(recorder.counts()).containsExactly(3L);
        assertThat(state(recorder).dead()).isEqualTo(2);
        EventService service = new EventService(DATABASE.database(), DATABASE.signals(), clock);
        List<DeadLetter> dead = service.deadLetters(null, 200).items().stream()
                .filter(letter -> letter.subscription().equals(recorder.name))
                .toList();
        assertThat(dead).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.attempts()).isEqualTo(12);
            assertThat(letter.reason()).contains("never");
        });
        broken.set(false);
        DeadLetter first = dead.stream()
                .filter(letter -> letter.key().equals("a"))
                .findFirst()
                .orElseThrow();
        service.replay(recorder.name, first.id());
        deliver(worker);
        assertThat(recorder.counts()).containsExactly(3L, 1L);
        DeadLetter second = dead.stream()
                .filter(letter -> letter.key().equals("b"))
                .findFirst()
                .orElseThrow();
        service.discard(recorder.name, second.id());
        assertThat(state(recorder).dead()).isZero();
        assertThatThrownBy(() -> service.replay(recorder.name, second.id())).hasMessageContaining("no such");
    }

    @Test
    void whatFailedWhileTheDatabaseFailedIsTriedAgain() throws Exception {
        Recorder recorder = new Recorder(unique("database"));
        recorder.before = event -> {
            throw new IllegalStateException("not yet");
        };
        Faulty faulty = new Faulty();
        SubscriptionWorker worker =
                new SubscriptionWorker(recorder, new OutboxRepository(faulty.source), new Directory(), POOL, clock);
        deliver(worker);
        publish(acme, new ThingCounted("a", 1));
        faulty.failing = "UPDATE platform.subscription";
        assertThatThrownBy(() -> deliver(worker)).isInstanceOf(SQLException.class);
        faulty.failing = null;
        publish(acme, new ThingCounted("b", 2));
        recorder.before = event -> {};
        deliver(worker);
        clock.now = clock.now.plus(Duration.ofMinutes(11));
        deliver(worker);
        assertThat(recorder.counts()).containsExactlyInAnyOrder(1L, 2L);
    }

    /** The kernel's database, but for statements that begin in a certain way. */
    private static final class Faulty {
        private volatile String failing;
        private final DataSource source =
                proxy(DataSource.class, DATABASE.database().kernel());

        @SuppressWarnings("unchecked")
        private <T> T proxy(Class<T> type, T real) {
            return (T) Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")
                                && failing != null
                                && ((String) arguments[0]).startsWith(failing)) {
                            throw new SQLException("The connection is gone.");
                        }
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof Connection connection ? proxy(Connection.class, connection) : answer;
                    });
        }
    }

    @Test
    void aReasonThatPostgresDoesNotKeepStopsNothing() throws Exception {
        Recorder recorder = new Recorder(unique("reason"));
        recorder.before = event -> {
            throw new IllegalStateException("unreadable: \0");
        };
        SubscriptionWorker worker = worker(recorder);
        publish(acme, new ThingCounted("a", 1));
        deliver(worker);
        assertThat(state(recorder).retrying()).isEqualTo(1);
        recorder.before = event -> {};
        clock.now = clock.now.plus(Duration.ofMinutes(11));
        deliver(worker);
        assertThat(recorder.counts()).containsExactly(1L);
    }

    @Test
    void moreThanABatchIsDeliveredAtOnceAndInOrder() throws Exception {
        Recorder recorder = new Recorder(unique("many"));
        SubscriptionWorker worker = worker(recorder);
        Event[] events = new Event[1_001];
        for (int i = 0; i < events.length; i++) {
            events[i] = new ThingCounted("a", i);
        }
        publish(acme, events);
        deliver(worker);
        assertThat(recorder.counts()).hasSize(1_001).isSorted();
    }

    @Test
    void aSubscriberThatWasAwayMissesNothing() throws Exception {
        String name = unique("away");
        worker(new Recorder(name)).stop();
        publish(acme, new ThingCounted("a", 1));
        publish(acme, new ThingCounted("a", 2));
        Recorder returned = new Recorder(name);
        worker(returned);
        assertThat(returned.counts()).containsExactly(1L, 2L);
    }

    @Test
    void aPausedSubscriptionKeepsWhatIsPublished() throws Exception {
        Recorder recorder = new Recorder(unique("paused"));
        SubscriptionWorker worker = worker(recorder);
        EventService service = new EventService(DATABASE.database(), DATABASE.signals(), clock);
        service.pause(recorder.name, true);
        publish(acme, new ThingCounted("a", 1));
        deliver(worker);
        assertThat(recorder.counts()).isEmpty();
        assertThat(state(recorder).behind()).isEqualTo(1);
        service.pause(recorder.name, false);
        deliver(worker);
        assertThat(recorder.counts()).containsExactly(1L);
    }

    @Test
    void aSubscriptionCanBeginAnewFromAMoment() throws Exception {
        Recorder recorder = new Recorder(unique("rewind"));
        SubscriptionWorker worker = worker(recorder);
        Instant before = Instant.now().minusMillis(1);
        publish(acme, new ThingCounted("a", 1));
        deliver(worker);
        new EventService(DATABASE.database(), DATABASE.signals(), clock).rewind(recorder.name, before);
        deliver(worker);
        deliver(worker);
        assertThat(recorder.counts()).endsWith(1L, 1L);
        assertThat(recorder.received.stream().map(Received::id).distinct()).hasSize(1);
    }

    @Test
    void anOwnerThatLostItsSubscriptionWritesNothing() throws Exception {
        String name = unique("fenced");
        Recorder old = new Recorder(name);
        SubscriptionWorker first = worker(old);
        Recorder taken = new Recorder(name);
        SubscriptionWorker second = worker(taken);
        publish(acme, new ThingCounted("a", 1));
        deliver(second);
        deliver(first);
        assertThat(taken.counts()).containsExactly(1L);
        assertThat(old.counts()).isEmpty();
    }

    @Test
    void handledEventsGoAfterThirtyDaysAndAbsentSubscribersFindTheGap() throws Exception {
        Recorder there = new Recorder(unique("there"));
        Recorder absent = new Recorder(unique("absent"));
        SubscriptionWorker worker = worker(there);
        worker(absent).stop();
        publish(acme, new ThingCounted("clean", 1));
        deliver(worker);
        Instant later = Instant.now().plusSeconds(60);
        outbox.clean(later, Instant.now().minusSeconds(3600));
        assertThat(state(absent).behind()).isPositive();
        outbox.clean(later, later);
        assertThat(state(absent).behind()).isZero();
        assertThat(state(absent).gap()).contains("events up to");
        assertThat(state(there).gap()).isNull();
    }

    @Test
    void twoNodesShareTheSubscriptionsAndOneTakesOverFromTheOther() throws Exception {
        Recorder one = new Recorder(unique("node"));
        Recorder two = new Recorder(one.name);
        EventDispatcher first = dispatcher();
        first.handlers(List.of(one));
        until(() -> subscriptionExists(one.name));
        EventDispatcher second = dispatcher();
        second.handlers(List.of(two));
        for (int i = 0; i < 20; i++) {
            publish(acme, new ThingCounted("a", i));
        }
        until(() -> one.counts().size() + two.counts().size() == 20);
        until(() -> behind(one) == 0); // else the last may come again, which it may
        first.close();
        for (int i = 20; i < 40; i++) {
            publish(acme, new ThingCounted("a", i));
        }
        until(() -> one.counts().size() + two.counts().size() == 40);
        second.close();
        List<Long> handled = new ArrayList<>(one.counts());
        handled.addAll(two.counts());
        assertThat(handled).hasSize(40).doesNotHaveDuplicates();
        assertThat(two.counts()).contains(39L);
    }

    private static boolean subscriptionExists(String name) {
        try {
            return new OutboxRepository(DATABASE.database().kernel()).find(name).isPresent();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EventDispatcher dispatcher() {
        return new EventDispatcher(DATABASE.database(), DATABASE.signals(), new Directory(), Clock.systemUTC());
    }

    /** Random publishers that commit late, a consumer that fails, stops and returns: once after removal of doubles, in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyEventArrivesOnceAndInOrderWhateverHappens(long seed) throws Exception {
        Random random = new Random(seed);
        Recorder recorder = new Recorder(unique("property"));
        Random failing = new Random(seed + 1);
        recorder.before = event -> {
            synchronized (failing) {
                if (failing.nextInt(4) == 0) {
                    throw new IllegalStateException("random");
                }
            }
        };
        SubscriptionWorker worker = worker(recorder);
        List<String> things = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            things.add(thing());
        }
        ExecutorService publishers = Executors.newFixedThreadPool(6);
        List<Future<?>> running = new ArrayList<>();
        for (int p = 0; p < 6; p++) {
            long own = random.nextLong();
            running.add(publishers.submit(() -> publishRandomly(new Random(own), things)));
        }
        while (running.stream().anyMatch(one -> !one.isDone())) {
            if (random.nextInt(5) == 0) {
                worker.stop();
                worker = new SubscriptionWorker(recorder, outbox, new Directory(), POOL, clock);
            }
            worker.deliver();
            clock.now = clock.now.plusSeconds(random.nextInt(3));
        }
        for (Future<?> one : running) {
            one.get();
        }
        publishers.shutdown();
        recorder.before = event -> {};
        do {
            clock.now = clock.now.plus(Duration.ofMinutes(11));
            deliver(worker);
        } while (state(recorder).retrying() + state(recorder).behind() > 0);
        assertThat(state(recorder).dead()).isZero();
        Map<String, List<Long>> once = once(recorder.received);
        for (String thing : things) {
            List<Long> expected = new ArrayList<>();
            for (long i = 1; i <= won(thing); i++) {
                expected.add(i);
            }
            assertThat(once.getOrDefault(thing, List.of())).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private void publishRandomly(Random random, List<String> things) {
        for (int i = 0; i < 40; i++) {
            boolean fail = random.nextInt(10) == 0;
            try {
                Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            if (random.nextBoolean()) {
                                session.audit("test", null, null); // an early transaction number
                            }
                            for (int turn = random.nextInt(2000); turn > 0; turn--) {
                                Thread.onSpinWait();
                            }
                            String thing = things.get(random.nextInt(things.size()));
                            var found = session.entities()
                                    .createNativeQuery("SELECT won FROM thing WHERE id = ?1::uuid FOR UPDATE")
                                    .setParameter(1, thing)
                                    .getSingleResult();
                            long next = ((Number) found).longValue() + 1;
                            session.entities()
                                    .createNativeQuery("UPDATE thing SET won = ?2 WHERE id = ?1::uuid")
                                    .setParameter(1, thing)
                                    .setParameter(2, next)
                                    .executeUpdate();
                            session.publish(new ThingCounted(thing, next));
                            if (fail) {
                                throw new IllegalArgumentException("rolled back");
                            }
                        }));
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessage("rolled back");
            }
        }
    }

    private String thing() {
        UUID id = UUID.randomUUID();
        Tenants.run(
                acme,
                () -> TX.run(session -> session.entities()
                        .createNativeQuery("INSERT INTO thing (id, name, won, on_date, at, version)"
                                + " VALUES (?1::uuid, ?1, 0, current_date, now(), 1)")
                        .setParameter(1, id.toString())
                        .executeUpdate()));
        return id.toString();
    }

    private long won(String thing) {
        return Tenants.call(
                acme,
                () -> TX.read(session -> ((Number) session.entities()
                                .createNativeQuery("SELECT won FROM thing WHERE id = ?1::uuid")
                                .setParameter(1, thing)
                                .getSingleResult())
                        .longValue()));
    }

    /** Counts by key, each event where it came first. */
    private static Map<String, List<Long>> once(Collection<Received> received) {
        Map<UUID, Received> first = new LinkedHashMap<>();
        received.forEach(event -> first.putIfAbsent(event.id(), event));
        Map<String, List<Long>> counts = new HashMap<>();
        first.values()
                .forEach(event -> counts.computeIfAbsent(event.key(), key -> new ArrayList<>())
                        .add(((Counted) event.event()).count()));
        return counts;
    }

    private Subscription state(Recorder recorder) throws SQLException {
        return outbox.subscriptions(Instant.now()).stream()
                .filter(one -> one.name().equals(recorder.name))
                .findFirst()
                .orElseThrow();
    }

    private long behind(Recorder recorder) {
        try {
            return state(recorder).behind();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deliver(SubscriptionWorker worker) throws SQLException, InterruptedException {
        DATABASE.calm();
        worker.deliver();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
