package kr.dure.storage.internal;

import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A company's day of deletion: nobody reads its files any more, not even out of a copy of the folder. */
@Component
public final class TenantRemoval implements EventHandler {
    private final Garbage garbage;

    @Activate
    public TenantRemoval(@Reference Garbage garbage) {
        this.garbage = garbage;
    }

    @EventType("identity.tenant-deleted/1")
    record TenantDeleted(UUID tenantId) {}

    @Override
    public String subscription() {
        return "storage.tenant-removal";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(TenantDeleted.class);
    }

    @Override
    public void handle(Received received) {
        garbage.removeTenant();
    }
}
