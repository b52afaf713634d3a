package kr.dure.sms.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import kr.dure.carrier.Carrier;
import kr.dure.carrier.Carrier.Outcome;
import kr.dure.carrier.CarrierListener;
import kr.dure.carrier.CarrierProvider;

/** One route in use: its link, its window and its pace. */
final class RouteLink implements AutoCloseable {
    private final RouteSettings settings;
    private final CarrierProvider provider;
    private final Receipts receipts;
    private final Semaphore window;
    private final ExecutorService submitters;
    private final Carrier carrier;
    private double tokens;
    private long refilled = System.nanoTime();
    private volatile long pausedUntil = System.nanoTime();

    RouteLink(RouteSettings settings, CarrierProvider provider, Receipts receipts, CarrierListener listener) {
        this.settings = settings;
        this.provider = provider;
        this.receipts = receipts;
        int size = settings.route().window();
        this.window = new Semaphore(size);
        this.tokens = settings.perSecond();
        this.submitters = Executors.newFixedThreadPool(size, work -> new Thread(work, "dure-sms-window"));
        this.carrier = provider.open(settings.route(), listener);
    }

    RouteSettings settings() {
        return settings;
    }

    CarrierProvider provider() {
        return provider;
    }

    String name() {
        return settings.route().name();
    }

    Receipts receipts() {
        return receipts;
    }

    Carrier carrier() {
        return carrier;
    }

    boolean connected() {
        return carrier.connected();
    }

    /** How much of the window is in use. */
    int used() {
        return settings.route().window() - window.availablePermits();
    }

    /** Room for up to {@code most} messages, reserved until {@link #release}. */
    synchronized int reserve(int most) {
        long now = System.nanoTime();
        if (!connected() || pausedUntil - now > 0) {
            return 0;
        }
        int room = Math.min(most, window.availablePermits());
        if (settings.perSecond() > 0) {
            tokens = Math.min(settings.perSecond(), tokens + (now - refilled) / 1e9 * settings.perSecond());
            refilled = now;
            room = Math.min(room, (int) tokens);
            tokens -= room;
        }
        return room > 0 && window.tryAcquire(room) ? room : 0;
    }

    /** What has become of these messages is written down, or they were not taken at all. */
    void release(int messages) {
        window.release(messages);
    }

    /** The carrier asked for less. */
    void pause(Duration pause) {
        pausedUntil = System.nanoTime() + pause.toNanos();
    }

    /** Hands the message over in the background. */
    void submit(Outgoing outgoing, BiConsumer<Outgoing, Outcome> then) {
        submitters.execute(() -> {
            Outcome outcome;
            try {
                outcome = carrier.submit(outgoing.submission());
            } catch (RuntimeException e) {
                outcome = new Outcome.Unclear(e.toString());
            }
            then.accept(outgoing, outcome);
        });
    }

    /** Waits for answers on their way, for they decide whether messages are in doubt. */
    void drain(Duration most) throws InterruptedException {
        submitters.shutdown();
        if (!submitters.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
            submitters.shutdownNow();
        }
    }

    @Override
    public void close() {
        submitters.shutdownNow();
        carrier.close();
    }
}
