package kr.dure.storage.internal.export;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.job.Job;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.storage.FileOwner;
import kr.dure.storage.Files;
import kr.dure.storage.StoredFile;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Orders imports. */
@Component(service = ImportService.class)
public final class ImportService {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Files files;

    @Activate
    public ImportService(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Files files) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.files = files;
    }

    /** The uploaded archive; nobody reaches it over {@code /api/files} any more. */
    static FileOwner archive(UUID id) {
        return new FileOwner("storage", "import", id);
    }

    /** What is kept of an archive's contents until all of it is there. */
    static FileOwner contents(UUID id) {
        return new FileOwner("storage", "import-content", id);
    }

    ImportView order(NewImport order) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(order.upload() != null, "upload", "upload 값이 필요합니다.", "upload is required.");
        checks.done();
        return tx.write(session -> {
            TransferRepository imports = new TransferRepository(session);
            imports.openImport().ifPresent(open -> {
                throw new Conflict("다른 가져오기가 진행 중입니다: " + open.id(), "Another import is under way: " + open.id());
            });
            UUID id = ids.next();
            StoredFile archive = files.attach(order.upload(), archive(id));
            ImportEntity entity = new ImportEntity(id, archive, Callers.current(), clock.instant());
            imports.add(entity);
            session.schedule(Job.once(ImportJob.NAME, id.toString(), clock.instant(), ""));
            session.audit("storage.import.ordered", id.toString(), archive.sha256());
            return entity.toView();
        });
    }

    Page<ImportView> list(UUID after, int limit) {
        List<ImportView> rows = tx.read(session -> new TransferRepository(session)
                .imports(after, limit + 1).stream().map(ImportEntity::toView).toList());
        return Page.of(rows, limit, row -> row.id().toString());
    }

    ImportView get(UUID id) {
        return tx.read(session -> new TransferRepository(session).importOf(id).toView());
    }
}
