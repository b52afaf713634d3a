package kr.dure.addons.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps that come with the server: the framework starts them after the kernel, without the ledger. */
final class BuiltInApps {
    private static final Logger LOG = LoggerFactory.getLogger(BuiltInApps.class);
    /** What Karaf registers when it has installed its boot features: at the first start all of them, later none. */
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    private static final Duration BOOT = Duration.ofMinutes(1);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final BundleContext context;
    private final AddonFramework framework;

    BuiltInApps(BundleContext context, AddonFramework framework) {
        this.context = context;
        this.framework = framework;
    }

    /** Waits until each is of use. One that is of no use ten seconds after all were started keeps nobody waiting. */
    void await() throws InterruptedException {
        try {
            awaitBoot();
            List<Bundle> apps = all();
            long latest = System.nanoTime() + START.toNanos();
            long enough = 0;
            for (List<Bundle> missing = missing(apps); !missing.isEmpty(); missing = missing(apps)) {
                if (enough == 0 && apps.stream().noneMatch(this::starts)) {
                    enough = System.nanoTime() + READY.toNanos();
                }
                if (System.nanoTime() > (enough == 0 ? latest : enough)) {
                    LOG.warn("The server goes on without the apps that are not ready: {}", missing);
                    return;
                }
                framework.awaitReady(missing.get(0), LOOK);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            // Asked for, so that what is made on demand has been made.
            apps.forEach(app -> framework.awaitReady(app, LOOK));
        } catch (RuntimeException e) {
            LOG.error("The server does not wait for its apps", e);
        }
    }

    private List<Bundle> missing(List<Bundle> apps) {
        return apps.stream().filter(app -> !framework.isReady(app)).toList();
    }

    /** Whether the framework has still to start it, or does. */
    private boolean starts(Bundle app) {
        int reached = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        return app.getState() == Bundle.STARTING
                || reached < app.adapt(BundleStartLevel.class).getStartLevel();
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
