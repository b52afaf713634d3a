package kr.dure.addons.internal;

import java.time.Duration;
import java.util.UUID;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.AppsReady;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the ledger's add-ons up when the server starts, on a thread of its own that ends with the work. */
@Component(service = AppsReady.class, immediate = true) // has to begin whether or not somebody asks
public final class AddonStart implements AppsReady, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddonStart.class);
    private static final Tenant NOBODY = new Tenant(new UUID(0, 0), "", "", TenantState.OPEN, false);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AddonService service;
    private final Thread thread;
    private volatile boolean ready;

    @Activate
    public AddonStart(@Reference AddonService service) {
        this.service = service;
        this.thread = new Thread(() -> Tenants.run(NOBODY, this::reconcile), "dure-addons-start");
        thread.setDaemon(true);
        thread.start();
    }

    private void reconcile() {
        try {
            service.reconcile();
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped while add-ons were coming up");
        } catch (RuntimeException e) {
            LOG.error("The add-ons could not be brought up; the next start tries again", e);
        } finally {
            ready = true;
        }
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    @Deactivate
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
