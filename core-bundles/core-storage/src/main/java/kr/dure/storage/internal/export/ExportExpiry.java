package kr.dure.storage.internal.export;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.storage.internal.ArchiveStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Deletes an archive seven days after it was done. */
@Component
public final class ExportExpiry implements JobHandler {
    static final String NAME = "storage.export-expiry";

    private final Tx tx;
    private final ArchiveStore store;
    private final Clock clock;

    @Activate
    public ExportExpiry(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference ArchiveStore store,
            @Reference Clock clock) {
        this.tx = tx;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        UUID id = UUID.fromString(run.id());
        return tx.write(session -> new TransferRepository(session)
                .lockExport(id)
                .filter(ExportEntity::done)
                .flatMap(export -> {
                    if (clock.instant().isBefore(export.expiresAt())) {
                        return Optional.of(export.expiresAt());
                    }
                    export.expire();
                    store.discard(session, id);
                    session.audit("storage.export.expired", id.toString(), null);
                    return Optional.empty();
                }));
    }
}
