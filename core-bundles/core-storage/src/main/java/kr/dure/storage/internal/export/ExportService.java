package kr.dure.storage.internal.export;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.job.Job;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.BackupCharges;
import kr.dure.product.BackupCharges.Charge;
import kr.dure.product.Text;
import kr.dure.storage.internal.ArchiveStore;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Orders exports and backups, and hands out their archives. */
@Component(service = ExportService.class)
public final class ExportService {
    /** What a backup is of (B10): boards, approvals, tasks, as far as they are installed. */
    static final List<String> BACKED_UP = List.of("approval", "board", "task");

    private static final int MAX_REASON = 500;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final ArchiveStore store;
    private final ExportableApps apps;
    private final BackupCharges charges;

    @Activate
    public ExportService(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference ArchiveStore store,
            @Reference ExportableApps apps,
            @Reference BackupCharges charges) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.store = store;
        this.apps = apps;
        this.charges = charges;
    }

    /** Whether an app's product is switched on does not matter: what is off can be taken along. */
    ExportView order(NewExport order) {
        List<String> installed = apps.all().stream().map(ExportableApp::id).toList();
        boolean all = order.apps() == null || order.apps().isEmpty();
        List<String> wanted = all ? installed : List.copyOf(new TreeSet<>(order.apps()));
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(order.reason(), "reason", MAX_REASON);
        for (String app : wanted) {
            checks.check(
                    installed.contains(app), "apps", "설치되지 않은 앱입니다: " + app, "There is no such app installed: " + app);
        }
        checks.check(!wanted.isEmpty(), "apps", "설치된 앱이 없습니다.", "No app is installed.");
        checks.done();
        return tx.write(session ->
                order(session, ExportKind.EXPORT, wanted, order.reason()).toView());
    }

    private ExportEntity order(Session session, ExportKind kind, List<String> wanted, String reason) {
        TransferRepository exports = new TransferRepository(session);
        exports.openExport().ifPresent(open -> {
            throw new Conflict("다른 내보내기가 진행 중입니다: " + open.id(), "Another export is under way: " + open.id());
        });
        Caller caller = Callers.current();
        ExportEntity export = new ExportEntity(ids.next(), kind, wanted, reason.strip(), caller, clock.instant());
        exports.add(export);
        session.schedule(Job.once(ExportJob.NAME, export.id().toString(), clock.instant(), ""));
        session.audit(
                "storage.export.ordered",
                export.id().toString(),
                null,
                Map.of("kind", kind.name(), "apps", wanted, "reason", reason.strip()));
        return export;
    }

    BackupPreview preview() {
        Charge charge = charges.preview();
        return new BackupPreview(backedUp(), charge.free(), charge.won());
    }

    private List<String> backedUp() {
        return apps.all().stream()
                .map(ExportableApp::id)
                .filter(BACKED_UP::contains)
                .toList();
    }

    /** A backup counts when it is ordered; whether it costs anything must be known to whoever orders it. */
    ExportView backUp(NewBackup order) {
        List<String> wanted = backedUp();
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(order.reason(), "reason", MAX_REASON);
        checks.done();
        if (wanted.isEmpty()) {
            throw new Conflict(
                    "백업할 앱(게시판, 전자결재, 업무관리)이 설치되어 있지 않습니다.",
                    "None of the apps a backup is of (boards, approvals, tasks) is installed.");
        }
        return tx.write(session -> {
            ExportEntity export = order(session, ExportKind.BACKUP, wanted, order.reason());
            Charge charge = charges.record(export.id().toString());
            if (!charge.free() && !Boolean.TRUE.equals(order.confirmCharge())) {
                throw new Problem(
                                409,
                                "backup-charge",
                                new Text("요금이 있는 백업입니다", "This backup is charged"),
                                new Text(
                                        "올해의 무료 백업을 이미 썼습니다. 이 백업은 " + charge.won()
                                                + "원입니다(부가세 별도). confirmCharge를 true로 보내 주세요.",
                                        "This year's free backup has been used. This one costs " + charge.won()
                                                + " won before VAT; send confirmCharge true to order it."))
                        .with("won", charge.won());
            }
            export.costs(charge.won());
            return export.toView();
        });
    }

    Page<ExportView> list(UUID after, int limit) {
        List<ExportView> rows = tx.read(session -> new TransferRepository(session)
                .exports(after, limit + 1).stream().map(ExportEntity::toView).toList());
        return Page.of(rows, limit, export -> export.id().toString());
    }

    ExportView get(UUID id) {
        return tx.read(session -> new TransferRepository(session).export(id).toView());
    }

    /** Ends one that is under way; deletes the archive of one that is done. */
    void delete(UUID id) {
        tx.run(session -> {
            TransferRepository exports = new TransferRepository(session);
            exports.export(id);
            ExportEntity export = exports.lockExport(id).orElseThrow();
            if (export.done()) {
                export.expire();
            } else {
                export.cancel(clock.instant());
            }
            store.discard(session, id);
            session.cancelJob(ExportExpiry.NAME, id.toString());
            session.audit("storage.export.deleted", id.toString(), null);
        });
    }

    /** An archive on its way to a browser. */
    record Download(String fileName, String sha256, Content content) {}

    private record Found(String fileName, String sha256, long size) {}

    /** @param begins whether this is a download's beginning, which the audit log shall know of */
    Download download(UUID id, boolean begins) {
        Found found = tx.write(session -> {
            ExportEntity export = new TransferRepository(session).export(id);
            Found done = new Found(export.fileName(), export.sha256(), export.size());
            if (begins) {
                session.audit("storage.export.downloaded", id.toString(), null);
            }
            return done;
        });
        return new Download(found.fileName(), found.sha256(), store.content(id, found.size()));
    }
}
