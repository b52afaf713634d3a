package kr.dure.storage.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Session;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.storage.Files;
import kr.dure.storage.NewFile;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.storage.internal.ArchiveStore;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes archives in: checks all of one first, then keeps its contents, then writes every row and file in one transaction.
 * What ends before that leaves nothing that anybody sees, and what was kept of it is deleted.
 */
@Component
public final class ImportJob implements JobHandler {
    static final String NAME = "storage.import";

    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

    /** The directory of an archive lies in memory. */
    private static final int AT_ONCE = 1;

    private static final Duration WAIT = Duration.ofSeconds(2);

    /** What tables and readable forms may come to; contents are held to the quota. */
    private static final long MAX_TABLES = 64L << 30;

    private static final int CHECKED = 40;
    private static final int KEPT = 90;
    private static final int PAGE = 500;

    private final Tx tx;
    private final TenantTables tables;
    private final Files files;
    private final ArchiveStore store;
    private final ExportableApps apps;
    private final TransferProgress progress;
    private final Clock clock;
    private final Consumer<String> step;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    @Activate
    public ImportJob(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference TenantTables tables,
            @Reference Files files,
            @Reference ArchiveStore store,
            @Reference ExportableApps apps,
            @Reference TransferProgress progress,
            @Reference Clock clock) {
        this(tx, tables, files, store, apps, progress, clock, step -> {});
    }

    /** @param step told of every step when it is done; what it throws ends the run there */
    ImportJob(
            Tx tx,
            TenantTables tables,
            Files files,
            ArchiveStore store,
            ExportableApps apps,
            TransferProgress progress,
            Clock clock,
            Consumer<String> step) {
        this.tx = tx;
        this.tables = tables;
        this.files = files;
        this.store = store;
        this.apps = apps;
        this.progress = progress;
        this.clock = clock;
        this.step = step;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        if (!apps.ready() || !slots.tryAcquire()) {
            return Optional.of(clock.instant().plus(WAIT));
        }
        try {
            execute(UUID.fromString(run.id()));
            return Optional.empty();
        } finally {
            slots.release();
        }
    }

    private record Order(UUID file, boolean byOperator, boolean last) {}

    private void execute(UUID id) {
        Optional<Order> order = tx.write(session -> new TransferRepository(session)
                .lockImport(id)
                .filter(ImportEntity::open)
                .map(open -> {
                    open.begin();
                    return new Order(open.fileId(), open.byOperator(), open.lastAttempt());
                }));
        if (order.isEmpty()) {
            return;
        }
        step.accept("begun");
        try {
            // What an earlier try kept.
            files.deleteAll(ImportService.contents(id));
            take(id, order.get());
            progress.send("import", id, TransferState.DONE, 100);
        } catch (Problem refused) {
            boolean passing = refused.status() == 503 && !order.get().last();
            if (passing) {
                throw refused;
            }
            fail(id, refused.text());
        } catch (IOException | RuntimeException e) {
            if (!order.get().last()) {
                throw new IllegalStateException("Import " + id + " is tried again.", e);
            }
            LOG.error("Import {} was given up", id, e);
            fail(
                    id,
                    new Text(
                            "서버 오류로 가져오지 못했습니다. 운영자에게 번호를 알려 주세요: " + id,
                            "It failed on the server's side. Please give the operator this number: " + id));
        }
    }

    private void take(UUID id, Order order) throws IOException {
        StoredFile archive = files.find(order.file())
                .orElseThrow(() -> Refusal.whole("파일이 없습니다.", "The archive is not there any more."));
        StorageUsage usage = files.usage();
        long left = Math.max(0, usage.limit() - usage.used() - usage.reserved());
        try (ArchiveReader reader =
                new ArchiveReader(store.content(archive), Math.min(left, Long.MAX_VALUE - MAX_TABLES) + MAX_TABLES)) {
            Manifest manifest = reader.manifest();
            if (!order.byOperator() && !manifest.isSigned(store::sign)) {
                // Rows come in as they are, past every rule of the apps; so nobody may have written them himself.
                throw Refusal.of(
                        Manifest.NAME,
                        "다른 곳에서 만들었거나 바뀐 파일입니다. 운영자가 대신 가져올 수 있습니다.",
                        "The archive was made elsewhere or changed; the operator can import it on your behalf.");
            }
            ImportPlan plan = new ImportPlan(manifest, apps, tables, files);
            if (manifest.files().bytes() > left) {
                throw new Problem(
                        507,
                        "quota-exceeded",
                        new Text("저장 공간이 부족합니다", "No room left"),
                        new Text(
                                "파일이 " + manifest.files().bytes() + "바이트인데 남은 공간은 " + left + "바이트입니다.",
                                "The archive's files have " + manifest.files().bytes()
                                        + " bytes, and there is room for " + left + "."));
            }
            Steps verified =
                    new Steps(id, 0, CHECKED, reader.size(), "파일을 확인하는 중입니다.", "The archive is being checked.");
            reader.verify(verified::add);
            step.accept("verified");
            Map<String, StoredFile.Scan> scans = keep(id, reader);
            step.accept("kept");
            tx.run(session -> commit(session, id, archive, reader, plan, scans));
            step.accept("committed");
        }
    }

    /** Tells how far it is, about once a second. */
    private final class Steps {
        private final UUID id;
        private final int from;
        private final int to;
        private final long all;
        private final Text message;
        private long done;
        private Instant said = clock.instant();

        Steps(UUID id, int from, int to, long all, String ko, String en) {
            this.id = id;
            this.from = from;
            this.to = to;
            this.all = Math.max(1, all);
            this.message = new Text(ko, en);
        }

        void add(long more) {
            done += more;
            Instant now = clock.instant();
            if (now.isAfter(said.plusSeconds(1))) {
                said = now;
                int percent = from + (int) ((to - from) * Math.min(done, all) / all);
                tx.run(session -> new TransferRepository(session)
                        .lockImport(id)
                        .filter(ImportEntity::open)
                        .ifPresent(open -> open.say(percent, message)));
                progress.send("import", id, TransferState.RUNNING, percent);
            }
        }
    }

    /** Every content as a file of the import itself; so it is scanned, counted, and kept from deletion until the end. */
    private Map<String, StoredFile.Scan> keep(UUID id, ArchiveReader reader) throws IOException {
        Map<String, StoredFile.Scan> scans = new HashMap<>();
        long all = reader.manifest().files().bytes();
        Steps kept = new Steps(id, CHECKED, KEPT, all, "파일을 저장하는 중입니다.", "The files are being kept.");
        for (String content : reader.contents()) {
            long size = reader.contentSize(content);
            try (InputStream in = reader.openContent(content)) {
                StoredFile file = files.store(ImportService.contents(id), new NewFile(content, size), in);
                if (!file.sha256().equals(content)) {
                    throw Refusal.of(EntryName.content(content), "검사합이 다릅니다.", "Its checksum is another one.");
                }
                scans.put(content, file.scan());
            } catch (Problem refused) {
                if (refused.status() == 422) {
                    throw Refusal.of(
                            EntryName.content(content),
                            refused.text().ko(),
                            refused.text().en());
                }
                throw refused;
            }
            kept.add(size);
        }
        return scans;
    }

    private void commit(
            Session session,
            UUID id,
            StoredFile archive,
            ArchiveReader reader,
            ImportPlan plan,
            Map<String, StoredFile.Scan> scans) {
        ImportEntity entity = new TransferRepository(session)
                .lockImport(id)
                .filter(ImportEntity::open)
                .orElseThrow(() -> new IllegalStateException("The import has ended."));
        try {
            Map<String, Long> counts = tables.copyIn(plan.units(), table -> {
                String entry = plan.entry(table);
                return entry == null ? null : reader.open(entry);
            });
            Map<String, Long> expected = ImportPlan.rows(reader.manifest());
            if (!counts.equals(expected)) {
                throw Refusal.of(Manifest.NAME, "줄 수가 다릅니다.", "Other rows came than it says.");
            }
            long count = addFiles(session, reader, scans);
            files.deleteAll(ImportService.contents(id));
            files.deleteAll(ImportService.archive(id));
            long rows = counts.values().stream().mapToLong(Long::longValue).sum();
            entity.done(plan.apps(), rows, count, clock.instant());
            session.publish(new DataImported(id, plan.apps()));
            session.audit(
                    "storage.import.finished",
                    id.toString(),
                    null,
                    Map.of(
                            "archive",
                            archive.sha256(),
                            "export",
                            reader.manifest().export(),
                            "apps",
                            plan.apps(),
                            "rows",
                            rows,
                            "files",
                            count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        step.accept("written");
    }

    private long addFiles(Session session, ArchiveReader reader, Map<String, StoredFile.Scan> scans)
            throws IOException {
        long[] count = {0};
        List<StoredFile> page = new ArrayList<>();
        reader.files(line -> {
            count[0]++;
            if (!ArchiveStore.isName(line.name())) {
                throw Refusal.of(EntryName.FILES + ":" + count[0], "파일 이름으로 쓸 수 없습니다.", "No file may be called so.");
            }
            try {
                page.add(line.toStoredFile(store.type(content(reader, line), line.name()), scans.get(line.sha256())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (page.size() == PAGE) {
                store.add(session, page);
                page.clear();
            }
        });
        store.add(session, page);
        return count[0];
    }

    private static Content content(ArchiveReader reader, FileLine line) {
        return new Content() {
            @Override
            public long size() {
                return line.size();
            }

            @Override
            public InputStream open(long from, long length) throws IOException {
                return reader.openContent(line.sha256());
            }
        };
    }

    private void fail(UUID id, Text why) {
        tx.run(session -> {
            new TransferRepository(session)
                    .lockImport(id)
                    .filter(ImportEntity::open)
                    .ifPresent(open -> {
                        open.fail(why, clock.instant());
                        session.audit("storage.import.failed", id.toString(), why.en());
                    });
            files.deleteAll(ImportService.contents(id));
            files.deleteAll(ImportService.archive(id));
        });
        progress.send("import", id, TransferState.FAILED, 0);
    }
}
