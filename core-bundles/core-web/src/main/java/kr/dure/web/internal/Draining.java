package kr.dure.web.internal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import kr.dure.web.Measured;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests finish before the server stops: no bundle is stopped while one runs, and no new one begins. */
@Component(service = {Draining.class, Measured.class})
public final class Draining implements Measured, SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
    private static final long MOST_SECONDS = 20;

    private final BundleContext context;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean stopping;

    @Activate
    public Draining(BundleContext context) {
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    /** Whether a request may begin; if so, {@link #ended} has to follow. */
    boolean begins() {
        running.incrementAndGet();
        if (stopping) {
            running.decrementAndGet();
            return false;
        }
        return true;
    }

    void ended() {
        running.decrementAndGet();
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("http_requests_running", "Requests being answered now.", null, running.get()));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING || event.getBundle().getBundleId() != 0) {
            return;
        }
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (running.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        if (running.get() > 0) {
            LOG.warn("Stopping although {} requests have not ended in {} s", running.get(), MOST_SECONDS);
        }
    }
}
