package kr.dure.sms.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.carrier.Result;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** After an import: what the exporting company had in its queue is not sent a second time from here. */
@Component
public final class ImportedData implements EventHandler {
    private final Tx tx;
    private final Clock clock;

    /** As this consumer reads it. */
    @EventType("storage.data-imported/1")
    record Imported(UUID importId, List<String> apps) {}

    @Activate
    public ImportedData(@Reference(target = "(unit=kr.dure.sms)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String subscription() {
        return "sms.imported-data";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(Imported.class);
    }

    @Override
    public void handle(Received received) {
        Imported imported = (Imported) received.event();
        if (!imported.apps().contains("sms")) {
            return;
        }
        tx.run(session -> {
            session.entities()
                    .createNativeQuery("UPDATE recipient SET state = 'FAILED', result = ?1, reason = 'imported',"
                            + " changed_at = ?2 FROM message m WHERE m.id = recipient.message_id"
                            + " AND m.created_at < ?3 AND recipient.state = 'QUEUED'")
                    .setParameter(1, Result.CANCELLED.name())
                    .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                    .setParameter(3, received.at().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
        });
    }
}
