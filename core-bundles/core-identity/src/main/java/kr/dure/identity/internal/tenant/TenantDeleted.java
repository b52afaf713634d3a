package kr.dure.identity.internal.tenant;

import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/** The day of deletion of a company has come: who keeps personal data of it erases that. */
@EventType("identity.tenant-deleted/1")
record TenantDeleted(UUID tenantId) implements Event {
    @Override
    public String key() {
        return tenantId.toString();
    }
}
