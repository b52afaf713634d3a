package kr.dure.notification.internal;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes everything about the people of a company whose day of deletion has come. */
@Component
public final class TenantErasure implements EventHandler {
    private static final List<String> TABLES = List.of(
            "notice_delivery",
            "notice_entry",
            "notice",
            "kind_preference",
            "person_setting",
            "kind_policy",
            "notice_policy",
            "mail_bounce",
            "mail_sender",
            "dkim_key",
            "mail_attachment",
            "mail");

    private final Tx tx;

    @Activate
    public TenantErasure(@Reference(target = "(unit=kr.dure.notification)") Tx tx) {
        this.tx = tx;
    }

    /** As this consumer reads it. */
    @EventType("identity.tenant-deleted/1")
    public record Deleted(UUID tenantId) {}

    @Override
    public String subscription() {
        return "notification.tenant-erasure";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(Deleted.class);
    }

    @Override
    public void handle(Received received) {
        tx.run(session -> TABLES.forEach(table ->
                session.entities().createNativeQuery("DELETE FROM " + table).executeUpdate()));
    }
}
