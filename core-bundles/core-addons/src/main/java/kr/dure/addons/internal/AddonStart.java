package kr.dure.addons.internal;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.AppTraffic;
import kr.dure.web.AppsReady;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ledger's add-ons up when the server starts, behind the apps that come with it, and then looks once a second whether another node has changed the
 * ledger, an add-on does harm, or data is to be deleted. On a thread of its own.
 */
@Component(service = AppsReady.class, immediate = true) // has to begin whether or not somebody asks
public final class AddonStart implements AppsReady, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddonStart.class);
    private static final Tenant NOBODY = new Tenant(new UUID(0, 0), "", "", TenantState.OPEN, false);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PULSE = Duration.ofSeconds(1);

    private final AddonService service;
    private final AppTraffic traffic;
    private final Purges purges;
    private final BuiltInApps builtIn;
    private final Thread thread;
    private volatile boolean ready;
    private volatile boolean open = true;

    @Activate
    public AddonStart(
            BundleContext context,
            @Reference AddonService service,
            @Reference AppTraffic traffic,
            @Reference Purges purges,
            @Reference ServiceHiding hiding) { // before any add-on
        this.service = service;
        this.traffic = traffic;
        this.purges = purges;
        this.builtIn = new BuiltInApps(context, service.framework());
        this.thread = new Thread(() -> Tenants.run(NOBODY, this::run), "dure-addons");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            builtIn.await();
            reconcile();
            while (open) {
                TimeUnit.NANOSECONDS.sleep(PULSE.toNanos());
                look();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped");
        }
    }

    private void reconcile() throws InterruptedException {
        try {
            service.reconcile();
        } catch (RuntimeException e) {
            LOG.error("The add-ons could not be brought up; it is tried again", e);
        } finally {
            ready = true;
        }
    }

    private void look() throws InterruptedException {
        try {
            service.follow();
            AddonWatch.judge(traffic, service.framework().paths(AddonFramework::isAddon))
                    .ifPresent(verdict -> service.quarantine(AddonJar.lastPart(verdict.bundle()), verdict.reason()));
            purges.due();
        } catch (RuntimeException e) {
            LOG.debug("Not possible now; in a second again", e);
        }
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    @Deactivate
    public void close() {
        open = false;
        service.framework().endAnyway();
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
