package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kr.dure.metering.Usage;
import kr.dure.persistence.Tx;
import kr.dure.sms.internal.Carrier.Outcome;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands queued messages to the carrier and writes down what became of them.
 *
 * <p>A recipient is SUBMITTING in the database before the carrier hears of it. What is still SUBMITTING at the next
 * start was perhaps sent: it becomes UNKNOWN and is never sent again.
 */
@Component(service = {SmsSender.class, HealthCheck.class})
public final class SmsSender implements HealthCheck, Carrier.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmsSender.class);

    /** How many messages wait for the carrier's answer at once. */
    static final int WINDOW = 20;

    private static final Duration PAUSE_WHEN_THROTTLED = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    private static final int MAX_WRITES = 60;

    private final Tx tx;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final Duration pause;
    private final Receipts receipts = new Receipts();
    private final Map<UUID, Tenant> waiting = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> alarms = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor dispatcher =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-sms-dispatcher"));
    private final ExecutorService window =
            Executors.newFixedThreadPool(WINDOW, work -> new Thread(work, "dure-sms-window"));
    private final Optional<Carrier> carrier;

    /** One recipient, ready to be handed over. */
    private record Outgoing(UUID recipient, String from, String to, String text) {}

    @Activate
    public SmsSender(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this(tx, tenants, clock, PAUSE_WHEN_THROTTLED, route());
    }

    SmsSender(Tx tx, TenantDirectory tenants, Clock clock, Duration pause, Optional<SmppRoute> route) {
        this.tx = tx;
        this.tenants = tenants;
        this.clock = clock;
        this.pause = pause;
        dispatcher.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        carrier = route.map(to -> new SmppCarrier(to, this));
        dispatcher.execute(guarded(this::takeUp));
        carrier.ifPresent(Carrier::open);
    }

    /** The default route; further ones come with the carrier interface. */
    private static Optional<SmppRoute> route() {
        String url = System.getProperty("dure.smpp.url", System.getenv("DURE_SMPP_URL"));
        return Optional.ofNullable(url).filter(given -> !given.isBlank()).map(SmppRoute::parse);
    }

    boolean hasRoute() {
        return carrier.isPresent();
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public Health check() {
        if (carrier.isEmpty()) {
            return new Health(Status.DEGRADED, "No carrier route is configured (DURE_SMPP_URL).");
        }
        return carrier.get().connected() ? Health.UP : new Health(Status.DEGRADED, "The carrier's link is down.");
    }

    /** Tells that {@code tenant} may have something to send. */
    void wake(Tenant tenant) {
        waiting.put(tenant.id(), tenant);
        later(this::dispatch, Duration.ZERO);
    }

    @Override
    public void connected() {
        later(this::dispatch, Duration.ZERO);
    }

    /** After a start: what was being submitted is in doubt, what was sent may still get its receipt. */
    private void takeUp() {
        UUID after = null;
        List<Tenant> page;
        do {
            page = tenants.list(after, PAGE);
            for (Tenant tenant : page) {
                after = tenant.id();
                takeUp(tenant);
            }
        } while (page.size() == PAGE);
        dispatch();
    }

    private void takeUp(Tenant tenant) {
        List<RecipientEntity> sent = Tenants.call(
                tenant,
                () -> tx.write(session -> {
                    MessageRepository messages = new MessageRepository(session);
                    Instant now = clock.instant();
                    messages.in(Message.State.SUBMITTING)
                            .forEach(recipient -> recipient.doubt("the server stopped while handing it over", now));
                    return messages.in(Message.State.SENT);
                }));
        // The link is opened meanwhile, and what the carrier had kept for us may have come already.
        sent.forEach(recipient -> receipts.expect(recipient.carrierId(), recipient.number(), tenant, recipient.id())
                .ifPresent(this::received));
        waiting.put(tenant.id(), tenant);
    }

    /** Gives every waiting tenant one window in turn, so that a large mailing delays nobody else's message. */
    private void dispatch() {
        while (!waiting.isEmpty()) {
            for (Tenant tenant : List.copyOf(waiting.values())) {
                if (dispatcher.isShutdown() || !carrier.map(Carrier::connected).orElse(false)) {
                    return;
                }
                waiting.remove(tenant.id());
                try {
                    Tenants.run(tenant, () -> dispatch(tenant));
                } catch (RuntimeException e) {
                    waiting.put(tenant.id(), tenant);
                    throw e;
                }
            }
        }
    }

    private void dispatch(Tenant tenant) {
        List<Outgoing> batch = tx.write(session -> take(new MessageRepository(session)));
        if (!batch.isEmpty()) {
            List<Callable<Boolean>> work = batch.stream()
                    .map(outgoing -> (Callable<Boolean>) () -> Tenants.call(tenant, () -> submit(tenant, outgoing)))
                    .toList();
            try {
                boolean throttled = false;
                for (var done : window.invokeAll(work)) {
                    throttled |= done.get();
                }
                if (throttled) {
                    Thread.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                LOG.error("What became of a message could not be written down; it stays in doubt", e.getCause());
            }
        }
        tx.read(session -> new MessageRepository(session).nextDue()).ifPresent(due -> wakeAt(due, tenant));
    }

    private void wakeAt(Instant due, Tenant tenant) {
        Duration delay = Duration.between(clock.instant(), due);
        if (delay.isNegative() || delay.isZero()) {
            waiting.put(tenant.id(), tenant);
            return;
        }
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
    }

    private List<Outgoing> take(MessageRepository messages) {
        Instant now = clock.instant();
        List<RecipientEntity> due = messages.takeDue(now, WINDOW);
        Map<UUID, MessageEntity> texts = messages
                .all(due.stream().map(RecipientEntity::messageId).toList())
                .stream()
                .collect(Collectors.toMap(MessageEntity::id, message -> message));
        return due.stream()
                .filter(recipient -> {
                    // The link may have been away from the afternoon into the night.
                    boolean night = texts.get(recipient.messageId()).kind() == Message.Kind.AD && AdRules.atNight(now);
                    if (night) {
                        recipient.postpone(AdRules.morningAfter(now), now);
                    } else {
                        recipient.submit(now);
                    }
                    return !night;
                })
                .map(recipient -> {
                    MessageEntity message = texts.get(recipient.messageId());
                    return new Outgoing(recipient.id(), message.sender(), recipient.number(), message.text());
                })
                .toList();
    }

    /** Returns whether the carrier asked for a pause. */
    private boolean submit(Tenant tenant, Outgoing outgoing) {
        Outcome outcome = carrier.orElseThrow().submit(outgoing.from(), outgoing.to(), outgoing.text());
        persistently(() -> writeDown(outgoing, outcome));
        if (outcome instanceof Outcome.Accepted accepted) {
            receipts.expect(accepted.id(), outgoing.to(), tenant, outgoing.recipient())
                    .ifPresent(receipt -> persistently(() -> received(receipt)));
        }
        return outcome instanceof Outcome.Later;
    }

    private void writeDown(Outgoing outgoing, Outcome outcome) {
        tx.run(session -> {
            RecipientEntity recipient = new MessageRepository(session).recipient(outgoing.recipient());
            Instant now = clock.instant();
            if (outcome instanceof Outcome.Accepted accepted) {
                recipient.accept(accepted.id(), now);
                session.record(new Usage(SmsApp.METER, 1, outgoing.recipient().toString(), now));
            } else if (outcome instanceof Outcome.Refused refused) {
                recipient.fail(refused.reason(), now);
            } else if (outcome instanceof Outcome.Later) {
                recipient.postpone(now.plus(pause), now);
            } else if (outcome instanceof Outcome.Unclear unclear) {
                recipient.doubt("no answer from the carrier: " + unclear.reason(), now);
            }
        });
    }

    /** Only this thread knows what became of a message, so it outlasts a database that is away for a while. */
    private void persistently(Runnable work) {
        for (int left = MAX_WRITES; ; left--) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                if (left == 1 || dispatcher.isShutdown()) {
                    throw e;
                }
                LOG.warn("What became of a message is not written down yet: {}. Trying again.", e.toString());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    @Override
    public void received(Carrier.Receipt receipt) {
        receipts.match(receipt).ifPresent(expected -> {
            Tenants.run(
                    expected.tenant(),
                    () -> tx.run(session -> {
                        RecipientEntity recipient = new MessageRepository(session).recipient(expected.recipient());
                        if (recipient != null) {
                            recipient.receipt(receipt.delivered(), receipt.reason(), clock.instant());
                        }
                    }));
            receipts.done(expected);
        });
    }

    private void later(Runnable work, Duration delay) {
        try {
            dispatcher.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The sender is closed", e);
        }
    }

    /** The dispatcher outlives a database that is away for a while. */
    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (!dispatcher.isShutdown()) {
                    LOG.warn("Sending paused: {}. Trying again.", e.toString());
                    later(work, Duration.ofSeconds(2));
                }
            }
        };
    }

    @Deactivate
    @Override
    public void close() {
        dispatcher.shutdown();
        try {
            // Answers on their way are worth a moment: without them the messages would be in doubt.
            if (!dispatcher.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.warn("Some messages had no answer yet; they are in doubt now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dispatcher.shutdownNow();
        window.shutdownNow();
        carrier.ifPresent(Carrier::close);
    }
}
