package kr.dure.web.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests finish before the server stops: no bundle is stopped while one runs, and no new one begins. */
final class Draining implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
    private static final long MOST_SECONDS = 20;

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean stopping;

    Draining(BundleContext context) {
        context.addBundleListener(this);
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

    /** How many requests run now. */
    int running() {
        return running.get();
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
