package kr.dure.addons.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps that come with the server: the framework starts them after the kernel, without the ledger. */
final class BuiltInApps {
    private static final Logger LOG = LoggerFactory.getLogger(BuiltInApps.class);
    /** What Karaf registers when it has installed its boot features: at the first start all of them, later none. */
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    private static final Duration BOOT = Duration.ofMinutes(5);
    private static final Duration READY = Duration.ofSeconds(10);

    private final BundleContext context;
    private final AddonFramework framework;

    BuiltInApps(BundleContext context, AddonFramework framework) {
        this.context = context;
        this.framework = framework;
    }

    /** Waits until each is of use, or was started and is of no use ten seconds later, which keeps nobody waiting. */
    void await() throws InterruptedException {
        long latest = System.nanoTime() + BOOT.toNanos();
        awaitBoot();
        for (Bundle bundle : all()) {
            boolean ready = framework.awaitReady(bundle, READY);
            while (!ready && bundle.getState() != Bundle.ACTIVE && System.nanoTime() < latest) {
                ready = framework.awaitReady(bundle, READY);
            }
            if (!ready) {
                LOG.warn("The server goes on without {}, which is not ready", bundle.getSymbolicName());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void awaitBoot() throws InterruptedException {
        ServiceTracker<Object, Object> boot = new ServiceTracker<>(context, BOOT_FINISHED, null);
        boot.open(true);
        try {
            if (boot.waitForService(BOOT.toMillis()) == null) {
                LOG.warn("The server's own features are still being installed");
            }
        } finally {
            boot.close();
        }
    }

    private List<Bundle> all() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !AddonFramework.isAddon(bundle) && AddonFramework.offersApp(bundle))
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).isPersistentlyStarted())
                .toList();
    }
}
