package kr.dure.storage.internal.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.storage.internal.ArchiveStore;
import kr.dure.storage.internal.ArchiveStore.Written;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the archives that were ordered. Whatever ends it in between, it begins anew; what it wrote until then belongs to
 * the export and is discarded first.
 */
@Component
public final class ExportJob implements JobHandler {
    static final String NAME = "storage.export";

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    /** At once; other jobs need threads too. */
    private static final int AT_ONCE = 2;

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Tx tx;
    private final TenantTables tables;
    private final ArchiveStore store;
    private final ExportableApps apps;
    private final TenantDirectory tenants;
    private final TransferProgress progress;
    private final Clock clock;
    private final Consumer<String> step;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    @Activate
    public ExportJob(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference TenantTables tables,
            @Reference ArchiveStore store,
            @Reference ExportableApps apps,
            @Reference TenantDirectory tenants,
            @Reference TransferProgress progress,
            @Reference Clock clock) {
        this(tx, tables, store, apps, tenants, progress, clock, step -> {});
    }

    /** @param step told of every step when it is done; what it throws ends the run there */
    ExportJob(
            Tx tx,
            TenantTables tables,
            ArchiveStore store,
            ExportableApps apps,
            TenantDirectory tenants,
            TransferProgress progress,
            Clock clock,
            Consumer<String> step) {
        this.tx = tx;
        this.tables = tables;
        this.store = store;
        this.apps = apps;
        this.tenants = tenants;
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
        UUID id = UUID.fromString(run.id());
        try {
            return execute(id);
        } finally {
            slots.release();
        }
    }

    private record Order(List<String> apps, boolean last) {}

    private Optional<Instant> execute(UUID id) {
        Optional<Order> order = tx.write(session -> new TransferRepository(session)
                .lockExport(id)
                .filter(ExportEntity::open)
                .map(export -> {
                    export.begin();
                    return new Order(export.apps(), export.lastAttempt());
                }));
        if (order.isEmpty()) {
            tx.run(session -> {
                boolean kept = new TransferRepository(session)
                        .lockExport(id)
                        .filter(ExportEntity::done)
                        .isPresent();
                if (!kept) {
                    store.discard(session, id);
                }
            });
            return Optional.empty();
        }
        step.accept("begun");
        try {
            Written written = write(id, order.get().apps());
            step.accept("stored");
            finish(id, written);
            step.accept("finished");
        } catch (Problem problem) {
            fail(id, problem.text());
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof Problem problem) {
                fail(id, problem.text());
            } else if (order.get().last()) {
                LOG.error("Export {} was given up", id, e);
                fail(
                        id,
                        new Text(
                                "서버 오류로 만들지 못했습니다. 운영자에게 번호를 알려 주세요: " + id,
                                "It failed on the server's side. Please give the operator this number: " + id));
            } else {
                throw new IllegalStateException("Export " + id + " is tried again.", e);
            }
        }
        return Optional.empty();
    }

    private Written write(UUID id, List<String> ids) throws IOException {
        List<ExportableApp> wanted = new ArrayList<>();
        for (String app : ids) {
            wanted.add(apps.find(app)
                    .orElseThrow(() -> new NotFound("앱이 설치되어 있지 않습니다: " + app, "The app is not installed: " + app)));
        }
        Production production = new Production(tables, store, wanted, step);
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Manifest head = Production.head(id, now, tenants.operator().host());
        Tenant tenant = Tenants.current();
        Pipe pipe = new Pipe();
        Thread writer = new Thread(
                () -> Tenants.run(tenant, () -> {
                    try {
                        production.write(head, pipe.out);
                        pipe.out.close();
                    } catch (IOException | RuntimeException | Error e) {
                        pipe.fail(e);
                    }
                }),
                "dure-export");
        writer.setDaemon(true);
        writer.start();
        try (InputStream in = new Watched(id, production, pipe.in)) {
            return store.write(id, in);
        } finally {
            writer.interrupt();
        }
    }

    /** Says how far it is, about once a second, and stops when nobody wants it any more. */
    private final class Watched extends FilterInputStream {
        private final UUID id;
        private final Production production;
        private Instant said = clock.instant();

        Watched(UUID id, Production production, InputStream in) {
            super(in);
            this.id = id;
            this.production = production;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            Instant now = clock.instant();
            if (now.isAfter(said.plusSeconds(1))) {
                said = now;
                int percent = production.percent();
                boolean open = tx.write(session -> new TransferRepository(session)
                        .lockExport(id)
                        .filter(ExportEntity::open)
                        .map(export -> {
                            export.say(percent, new Text("내보내는 중입니다.", "The export is being written."));
                            return true;
                        })
                        .orElse(false));
                if (!open) {
                    throw new NotFound("취소했습니다.", "It was cancelled.");
                }
                progress.send("export", id, TransferState.RUNNING, percent);
            }
            return read;
        }
    }

    private void finish(UUID id, Written written) {
        boolean done = tx.write(session -> {
            Optional<ExportEntity> export =
                    new TransferRepository(session).lockExport(id).filter(ExportEntity::open);
            export.ifPresentOrElse(
                    open -> {
                        open.done(written.size(), written.sha256(), clock.instant());
                        session.schedule(Job.once(ExportExpiry.NAME, id.toString(), open.expiresAt(), ""));
                        session.audit(
                                "storage.export.finished",
                                id.toString(),
                                null,
                                Map.of("size", written.size(), "sha256", written.sha256()));
                    },
                    () -> store.discard(session, id)); // cancelled at the last moment
            return export.isPresent();
        });
        if (done) {
            progress.send("export", id, TransferState.DONE, 100);
        }
    }

    private void fail(UUID id, Text why) {
        tx.run(session -> {
            new TransferRepository(session)
                    .lockExport(id)
                    .filter(ExportEntity::open)
                    .ifPresent(export -> {
                        export.fail(why, clock.instant());
                        session.audit("storage.export.failed", id.toString(), why.en());
                    });
            store.discard(session, id);
        });
        progress.send("export", id, TransferState.FAILED, 0);
    }
}
