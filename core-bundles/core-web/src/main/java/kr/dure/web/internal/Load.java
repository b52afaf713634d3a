package kr.dure.web.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How busy this server was in the last hour, for those who have no Prometheus. */
@Component(service = Load.class)
public final class Load implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(10);
    static final int KEPT = 360;

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);

    private final Metrics metrics;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dure-load");
        thread.setDaemon(true);
        return thread;
    });
    private Metrics.Answers before;

    @Activate
    public Load(@Reference Metrics metrics, @Reference Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.before = metrics.answers();
        watch.scheduleAtFixedRate(this::tryTake, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Ten seconds.
     *
     * @param at their end
     * @param processor share of all processors that this process used, 0 to 1
     * @param heap bytes
     * @param requests answered in them
     * @param failures answers of 500 and above among them
     * @param meanMillis of an answer; 0 where there was none
     * @param connections to the database, in use
     * @param awaiting threads that waited for one
     * @param eventsBehind events still to be handled, of all subscriptions
     */
    public record Sample(
            Instant at,
            double processor,
            long heap,
            long requests,
            long failures,
            double meanMillis,
            int connections,
            int awaiting,
            long eventsBehind) {}

    private void tryTake() {
        try {
            take();
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.warn("The load could not be looked at", e);
        }
    }

    void take() {
        Metrics.Answers now = metrics.answers();
        long requests = now.count() - before.count();
        double millis = (now.nanos() - before.nanos()) / 1e6;
        Sample sample = new Sample(
                clock.instant(),
                metrics.gauge("process.cpu.usage"),
                (long) metrics.gauge("jvm.memory.used", "area", "heap"),
                requests,
                now.failures() - before.failures(),
                requests == 0 ? 0 : millis / requests,
                (int) metrics.figure("database_connections_active"),
                (int) metrics.figure("database_connections_awaited"),
                (long) metrics.figure("events_behind"));
        before = now;
        synchronized (samples) {
            samples.addLast(sample);
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
        }
    }

    /** Oldest first. */
    List<Sample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    @Deactivate
    public void close() {
        watch.shutdownNow();
    }
}
