package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kr.dure.carrier.Carrier.Outcome;
import kr.dure.carrier.Carrier.Receipt;
import kr.dure.carrier.CarrierListener;
import kr.dure.carrier.CarrierProvider;
import kr.dure.persistence.Tx;
import kr.dure.sms.internal.Delivery.Ended;
import kr.dure.sms.internal.Delivery.Length;
import kr.dure.sms.internal.Delivery.OnItsWay;
import kr.dure.sms.internal.Delivery.Submitted;
import kr.dure.sms.internal.Receipts.Expected;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.HealthCheck;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands queued messages to carriers and writes down what became of them.
 *
 * <p>A recipient is SUBMITTING in the database before a carrier hears of it, and its place in the window is free only
 * when its outcome is written. So a crash leaves at most one window in doubt: those are UNKNOWN at the next start and
 * never sent again.
 *
 * <p>One thread takes from the queue, the windows' threads wait for the carriers, one thread writes outcomes and
 * receipts, many in one transaction.
 */
@Component(service = {SmsSender.class, HealthCheck.class, Measured.class})
public final class SmsSender implements HealthCheck, Measured, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmsSender.class);

    private static final Duration PAUSE_WHEN_THROTTLED = Duration.ofSeconds(1);
    private static final int LOOK_EVERY_PAUSES = 2;
    private static final int UNCLAIMED_AFTER_PAUSES = 5;
    private static final Duration END_AWAITED = Duration.ofHours(72);
    private static final int BATCH = 100;
    private static final int PAGE = 500;
    private static final int WRITE_SECONDS = 20;

    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final Duration pause;
    private final Optional<RouteSettings> fallback;
    private final String node;
    private final RouteLinks links = new RouteLinks(this::listener);
    private final Map<UUID, Wake> waiting = new LinkedHashMap<>();
    private final Map<UUID, Instant> alarms = new ConcurrentHashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-sms-timer"));
    private final Thread dispatcher = new Thread(this::dispatchAll, "dure-sms-dispatcher");
    private final Thread writer = new Thread(this::writeAll, "dure-sms-writer");
    private volatile boolean open = true;
    private volatile boolean writing = true;
    private boolean takenUp;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<CarrierProvider> providers;

    /** A call to look at a tenant's messages; equal to no other, so that one during a turn is not missed. */
    private static final class Wake {
        private final Tenant tenant;

        Wake(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    /** Something to be written down: an outcome, or an end with whoever waits for it to be written. */
    private record Note(
            Tenant tenant,
            RouteLink link,
            Submitted submitted,
            Ended ended,
            Expected expected,
            CompletableFuture<Void> written) {}

    @Activate
    public SmsSender(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this(tx, tenants, clock, PAUSE_WHEN_THROTTLED, fromEnvironment(), List.of());
    }

    SmsSender(
            Tx tx,
            TenantDirectory tenants,
            Clock clock,
            Duration pause,
            Optional<RouteSettings> fallback,
            List<CarrierProvider> providers) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
        this.pause = pause;
        this.fallback = fallback;
        this.providers = providers;
        this.node = System.getProperty("dure.node", "node");
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.scheduleWithFixedDelay(
                this::look, 0, pause.multipliedBy(LOOK_EVERY_PAUSES).toMillis(), TimeUnit.MILLISECONDS);
        dispatcher.start();
        writer.start();
    }

    private static Optional<RouteSettings> fromEnvironment() {
        String url = System.getProperty("dure.smpp.url", System.getenv("DURE_SMPP_URL"));
        return Optional.ofNullable(url).filter(given -> !given.isBlank()).map(RouteSettings::parse);
    }

    /** Whether there is a route at all, for LMS if {@code longMessage}. */
    boolean hasRoute(boolean longMessage) {
        return links.any(link -> !longMessage || link.settings().longMessages())
                || routes().stream().anyMatch(route -> !longMessage || route.longMessages());
    }

    /** Whether this server's link of the route is up. */
    boolean connected(String route) {
        return links.find(route).map(RouteLink::connected).orElse(false);
    }

    /** The routes have changed. */
    void reload() {
        later(this::look, Duration.ZERO);
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public Health check() {
        List<RouteLink> all = links.all();
        if (all.isEmpty()) {
            return new Health(Status.DEGRADED, "No carrier route is configured (DURE_SMPP_URL).");
        }
        List<String> down = all.stream()
                .filter(link -> !link.connected())
                .map(RouteLink::name)
                .toList();
        return down.isEmpty() ? Health.UP : new Health(Status.DEGRADED, "Links are down: " + String.join(", ", down));
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (RouteLink link : links.all()) {
            figures.add(new Figure(
                    "sms_route_connected", "1 while the route's link is up.", link.name(), link.connected() ? 1 : 0));
            figures.add(new Figure(
                    "sms_route_window_used", "Messages whose answer is not written yet.", link.name(), link.used()));
        }
        figures.add(new Figure("sms_unwritten", "Outcomes and receipts that wait to be written.", null, notes.size()));
        synchronized (waiting) {
            figures.add(new Figure("sms_companies_waiting", "Companies with messages to send.", null, waiting.size()));
        }
        return figures;
    }

    /** Tells that {@code tenant} may have something to send. */
    void wake(Tenant tenant) {
        synchronized (waiting) {
            waiting.put(tenant.id(), new Wake(tenant));
        }
        changes.release();
    }

    private CarrierListener listener(RouteLink[] self) {
        return new CarrierListener() {
            @Override
            public void connected() {
                changes.release();
            }

            @Override
            public void received(Receipt receipt) {
                if (self[0] == null) {
                    throw new IllegalStateException("The link is not open yet.");
                }
                SmsSender.this.received(self[0], receipt);
            }
        };
    }

    // ---- what is looked at every two seconds ----------------------------------------------------

    private void look() {
        try {
            links.keep(routes(), providers);
            if (!takenUp) {
                takeUp();
                takenUp = true;
            }
            unclaimedReceipts();
            changes.release();
        } catch (RuntimeException e) {
            if (open) {
                LOG.warn("Sending waits: {}", e.toString());
            }
        }
    }

    private List<RouteSettings> routes() {
        List<RouteSettings> configured = Tenants.call(
                tenants.operator(),
                () -> tx.read(session -> new RouteRepository(session)
                        .all().stream()
                                .filter(RouteEntity::enabled)
                                .map(RouteEntity::toSettings)
                                .toList()));
        return configured.isEmpty() ? fallback.map(List::of).orElse(List.of()) : configured;
    }

    /** After a start: what was being submitted is in doubt, what was sent may still get its receipt. */
    private void takeUp() {
        UUID after = null;
        List<Tenant> page;
        do {
            page = tenants.list(after, PAGE);
            for (Tenant tenant : page) {
                after = tenant.id();
                Tenants.run(tenant, () -> takeUp(tenant));
            }
        } while (page.size() == PAGE);
    }

    private void takeUp(Tenant tenant) {
        Instant now = clock.instant();
        tx.run(session -> new Delivery(session).doubt(node, null, now));
        expectAgain(tenant, now);
        wake(tenant);
    }

    /** Makes memory wait for the receipts that the database waits for. */
    void expectAgain(Tenant tenant, Instant now) {
        Instant from = now.minus(END_AWAITED);
        List<OnItsWay> page;
        do {
            Instant begin = from;
            page = tx.read(session -> new Delivery(session).onTheirWay(begin, now.plusSeconds(1), PAGE * 10));
            for (OnItsWay message : page) {
                from = message.submittedAt();
                links.all().stream()
                        .filter(link -> link.name().equals(message.route()))
                        .forEach(link -> expect(link, tenant, message));
            }
        } while (page.size() == PAGE * 10);
    }

    private void expect(RouteLink link, Tenant tenant, OnItsWay message) {
        Expected expected = new Expected(
                message.carrierId(),
                message.number(),
                tenant,
                message.recipient(),
                message.lms(),
                message.submittedAt());
        if (message.carrierId() == null) {
            link.receipts().doubt(expected);
        } else {
            link.receipts().expect(expected).ifPresent(receipt -> received(link, receipt));
        }
    }

    /** Receipts that nobody waits for here are kept: they are another node's, or their message is in doubt. */
    private void unclaimedReceipts() {
        Duration patience = pause.multipliedBy(UNCLAIMED_AFTER_PAUSES);
        for (RouteLink link : links.all()) {
            List<Receipt> strangers = new ArrayList<>();
            for (Receipt receipt : link.receipts().unclaimed(patience)) {
                Optional<Expected> doubtful =
                        link.receipts().matchInDoubt(receipt, clock.instant().minus(patience));
                if (doubtful.isPresent()) {
                    note(link, doubtful.get(), receipt);
                } else {
                    strangers.add(receipt);
                }
            }
            Tenants.run(tenants.operator(), () -> {
                if (!strangers.isEmpty()) {
                    tx.run(session -> new StrayReceipts(session).keep(link.name(), strangers, clock.instant()));
                }
                tx.read(session -> new StrayReceipts(session)
                                .of(link.name(), clock.instant().minus(END_AWAITED)))
                        .forEach(stray -> link.receipts()
                                .peek(stray.receipt())
                                .or(() -> link.receipts().matchInDoubt(stray.receipt(), stray.at()))
                                .ifPresent(expected -> {
                                    note(link, expected, stray.receipt());
                                    tx.run(session -> new StrayReceipts(session).delete(stray.id()));
                                }));
            });
        }
    }

    // ---- taking from the queue ------------------------------------------------------------------

    private void dispatchAll() {
        while (open) {
            try {
                List<Wake> round;
                synchronized (waiting) {
                    round = List.copyOf(waiting.values());
                }
                boolean progress = false;
                for (Wake wake : round) {
                    progress |= open && Tenants.call(wake.tenant, () -> dispatch(wake));
                }
                if (!progress) {
                    // What a change is missed for is looked at again soon, e.g. a pace that allows the next message.
                    changes.tryAcquire(round.isEmpty() ? 1_000 : 50, TimeUnit.MILLISECONDS);
                }
                changes.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (open) {
                    LOG.warn("Sending waits: {}", e.toString());
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                }
            }
        }
    }

    /** Gives the tenant one window, so that a large mailing delays nobody else's message; whether anything was sent. */
    private boolean dispatch(Wake wake) {
        Tenant tenant = wake.tenant;
        boolean stays = true;
        boolean sent = false;
        try {
            boolean roomForAll = false;
            boolean longTried = false;
            for (RouteLink link : links.all()) {
                boolean takesLong = link.settings().longMessages();
                if (roomForAll && (longTried || !takesLong)) {
                    continue;
                }
                int room = link.reserve(BATCH);
                if (room > 0) {
                    Length length = roomForAll ? Length.LONG : takesLong ? Length.ANY : Length.SHORT;
                    int taken = submit(tenant, link, length, room);
                    sent |= taken > 0;
                    roomForAll |= taken < room;
                    longTried |= takesLong && taken < room;
                }
            }
            stays = sent || !roomForAll || stillDue(tenant);
            return sent;
        } finally {
            endTurn(wake, sent, stays);
        }
    }

    /** Who had a turn goes to the end; who found no room keeps its place, or a busy tenant would always be first. */
    private void endTurn(Wake wake, boolean sent, boolean stays) {
        UUID tenant = wake.tenant.id();
        synchronized (waiting) {
            if (!stays) {
                waiting.remove(tenant, wake);
            }
            if (sent && waiting.containsKey(tenant)) {
                waiting.put(tenant, waiting.remove(tenant));
            }
        }
    }

    private int submit(Tenant tenant, RouteLink link, Length length, int room) {
        List<Outgoing> batch = List.of();
        try {
            batch = tx.write(session -> new Delivery(session).take(length, room, link.name(), node, clock.instant()));
        } finally {
            link.release(room - batch.size());
        }
        for (Outgoing outgoing : batch) {
            try {
                link.submit(outgoing, (done, outcome) -> outcome(link, done, outcome));
            } catch (RejectedExecutionException e) {
                outcome(link, outgoing, new Outcome.Later("closed"));
            }
        }
        return batch.size();
    }

    /** Whether something waits that is due; what is due later wakes the tenant then. */
    private boolean stillDue(Tenant tenant) {
        Optional<Instant> next = tx.read(session -> new Delivery(session).nextDue());
        if (next.isEmpty()) {
            return false;
        }
        Duration delay = Duration.between(clock.instant(), next.get());
        if (delay.isNegative() || delay.isZero()) {
            return true;
        }
        Instant due = next.get();
        Instant earlier = alarms.get(tenant.id());
        if (earlier == null || due.isBefore(earlier)) {
            alarms.put(tenant.id(), due);
            later(
                    () -> {
                        alarms.remove(tenant.id(), due);
                        wake(tenant);
                    },
                    delay);
        }
        return false;
    }

    // ---- outcomes and receipts ------------------------------------------------------------------

    private void outcome(RouteLink link, Outgoing outgoing, Outcome outcome) {
        Instant retryAt = null;
        if (outcome instanceof Outcome.Later) {
            link.pause(pause);
            retryAt = clock.instant().plus(pause);
        }
        notes.add(new Note(
                outgoing.tenant(),
                link,
                new Submitted(outgoing, outcome, retryAt),
                null,
                null,
                new CompletableFuture<>()));
    }

    private void received(RouteLink link, Receipt receipt) {
        Optional<Expected> expected = link.receipts().match(receipt);
        if (expected.isEmpty()) {
            return;
        }
        CompletableFuture<Void> written = note(link, expected.get(), receipt);
        if (Thread.currentThread() == writer) {
            return;
        }
        try {
            // The carrier's acknowledgement means that the receipt is stored.
            written.get(WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The receipt is not stored yet.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has the message's end written down. */
    CompletableFuture<Void> note(RouteLink link, Expected expected, Receipt receipt) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Ended ended = new Ended(
                expected.recipient(),
                receipt.result(),
                receipt.code(),
                expected.id() == null,
                expected.lms(),
                expected.submittedAt());
        notes.add(new Note(expected.tenant(), link, null, ended, expected, written));
        return written;
    }

    private void writeAll() {
        List<Note> batch = new ArrayList<>();
        while (writing || !notes.isEmpty()) {
            try {
                Note first = notes.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                notes.drainTo(batch, 5 * BATCH - 1);
                Map<Tenant, List<Note>> byTenant = new LinkedHashMap<>();
                batch.forEach(note -> byTenant.computeIfAbsent(note.tenant(), tenant -> new ArrayList<>())
                        .add(note));
                batch.clear();
                byTenant.forEach(this::writePersistently);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Only memory knows what became of these messages, so this outlasts a database that is away for a while. */
    private void writePersistently(Tenant tenant, List<Note> batch) {
        while (true) {
            try {
                Tenants.run(tenant, () -> write(batch));
                return;
            } catch (RuntimeException e) {
                if (!writing) {
                    LOG.error("What became of {} messages could not be written; they are in doubt", batch.size(), e);
                    batch.forEach(note -> note.written().completeExceptionally(e));
                    return;
                }
                LOG.warn("What became of {} messages is not written yet: {}", batch.size(), e.toString());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private void write(List<Note> batch) {
        Instant now = clock.instant();
        List<Submitted> submitted =
                batch.stream().map(Note::submitted).filter(Objects::nonNull).toList();
        List<Ended> ended =
                batch.stream().map(Note::ended).filter(Objects::nonNull).toList();
        tx.run(session -> {
            Delivery delivery = new Delivery(session);
            if (!submitted.isEmpty()) {
                delivery.submitted(submitted, now);
            }
            if (!ended.isEmpty()) {
                delivery.ended(ended, now);
            }
        });
        boolean again = false;
        for (Note note : batch) {
            if (note.submitted() != null) {
                again |= after(note, now);
            } else {
                note.link().receipts().done(note.expected());
            }
            note.written().complete(null);
        }
        if (again) {
            wake(Tenants.current());
        }
        changes.release();
    }

    /** The outcome is written: the window has room, and the receipt may come. Whether it has to be sent again. */
    private boolean after(Note note, Instant now) {
        note.link().release(1);
        Outgoing outgoing = note.submitted().outgoing();
        boolean lms = outgoing.submission().longMessage();
        String number = outgoing.submission().to();
        if (note.submitted().outcome() instanceof Outcome.Accepted accepted) {
            note.link()
                    .receipts()
                    .expect(new Expected(accepted.id(), number, note.tenant(), outgoing.recipient(), lms, now))
                    .ifPresent(receipt -> received(note.link(), receipt));
        } else if (note.submitted().outcome() instanceof Outcome.Unclear) {
            note.link().receipts().doubt(new Expected(null, number, note.tenant(), outgoing.recipient(), lms, now));
        }
        return note.submitted().outcome() instanceof Outcome.Later;
    }

    /** For {@link Reconciliation}: the link of a route, when it can be asked. */
    Optional<RouteLink> link(String route) {
        return links.find(route).filter(RouteLink::connected);
    }

    private void later(Runnable work, Duration delay) {
        try {
            timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The sender is closed", e);
        }
    }

    @Deactivate
    @Override
    public void close() {
        open = false;
        timer.shutdownNow();
        dispatcher.interrupt();
        try {
            dispatcher.join(3_000);
            // Answers on their way are worth a moment: without them the messages would be in doubt.
            for (RouteLink link : links.all()) {
                link.drain(Duration.ofSeconds(3));
            }
            writing = false;
            writer.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writing = false;
        links.close();
    }
}
