package kr.dure.search.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import kr.dure.job.Job;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.search.Search;
import kr.dure.search.SearchDocument;
import kr.dure.search.SearchSource;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.Operations;
import kr.dure.web.Operations.Operation;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Builds an app's part of the index anew, a page at a time, each in a transaction of its own that also notes how far it
 * is. What was there stays until it is replaced, and what no page brought is taken out at the end.
 */
@Component(service = RebuildService.class)
public final class RebuildService {
    static final String JOB = "search.rebuild";

    private static final int PAGE = 100;
    private static final int TENANTS = 500;

    /** How long after its start a rebuild that nobody works on any more is taken up by the job. */
    private static final Duration TAKEN_UP = Duration.ofMinutes(1);

    private final Tx tx;
    private final Search search;
    private final SearchableApps apps;
    private final TenantDirectory tenants;
    private final Operations operations;
    private final Clock clock;

    @Activate
    public RebuildService(
            @Reference(target = "(unit=kr.dure.search)") Tx tx,
            @Reference Search search,
            @Reference SearchableApps apps,
            @Reference TenantDirectory tenants,
            @Reference Operations operations,
            @Reference Clock clock) {
        this.tx = tx;
        this.search = search;
        this.apps = apps;
        this.tenants = tenants;
        this.operations = operations;
        this.clock = clock;
    }

    /** How far a rebuild is. */
    enum Step {
        /** There is more to read. */
        MORE,
        /** It has ended, or there is none. */
        DONE,
        /** The app is away; it goes on when the app is back. */
        AWAY
    }

    /** All parts of the current tenant. */
    List<PartView> list() {
        return tx.read(session -> {
            List<PartView> parts = new ArrayList<>();
            apps.sources().stream()
                    .map(SearchSource::app)
                    .distinct()
                    .sorted()
                    .forEach(app -> parts.add(find(session, app)
                            .orElseGet(() -> new PartEntity(app))
                            .toView()));
            return parts;
        });
    }

    /** Rebuilds for the current tenant in the background. Should the server stop meanwhile, a job goes on with it. */
    Operation rebuild(String app) {
        known(app);
        start(app, TAKEN_UP);
        return operations.start(progress -> work(
                app,
                (percent, documents) -> progress.report(
                        percent, documents + (documents == 1 ? " document" : " documents") + " of " + app)));
    }

    /**
     * Has jobs rebuild for one company or for all.
     *
     * @param tenant null for all
     * @return for how many
     */
    int rebuildFor(String app, UUID tenant) {
        known(app);
        if (tenant != null) {
            Tenant one =
                    tenants.find(tenant).orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
            Tenants.run(one, () -> start(app, Duration.ZERO));
            return 1;
        }
        int[] count = {0};
        each(one -> {
            start(app, Duration.ZERO);
            count[0]++;
        });
        return count[0];
    }

    /** Has jobs rebuild for the current tenant; an app without a source has nothing to be rebuilt. */
    void rebuildImported(List<String> imported) {
        imported.stream().filter(app -> apps.source(app).isPresent()).forEach(app -> start(app, Duration.ZERO));
    }

    /** Has jobs build every part that was never built, or in a form that its source has left behind. */
    void buildMissing() {
        List<SearchSource> sources = apps.sources();
        each(tenant -> {
            List<String> missing = tx.read(session -> sources.stream()
                    .filter(source -> !find(session, source.app())
                            .map(part -> part.current(source))
                            .orElse(false))
                    .map(SearchSource::app)
                    .toList());
            missing.forEach(app -> start(app, Duration.ZERO));
        });
    }

    private void each(Consumer<Tenant> work) {
        UUID after = null;
        for (List<Tenant> page = tenants.list(null, TENANTS); !page.isEmpty(); page = tenants.list(after, TENANTS)) {
            page.forEach(tenant -> Tenants.run(tenant, () -> work.accept(tenant)));
            after = page.get(page.size() - 1).id();
        }
    }

    private void known(String app) {
        if (app == null || apps.source(app).isEmpty()) {
            throw new NotFound(
                    "다시 색인할 수 있는 앱이 아닙니다: " + app, "There is no app " + app + " whose documents can be indexed again.");
        }
    }

    private void start(String app, Duration pause) {
        tx.run(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            documents.own(app);
            PartEntity part = find(session, app).orElseGet(() -> {
                PartEntity added = new PartEntity(app);
                session.entities().persist(added);
                return added;
            });
            part.start(documents.now());
            session.schedule(Job.once(JOB, app, clock.instant().plus(pause), ""));
            session.audit("search.rebuild.started", app, null);
        });
    }

    /** Told after each page. */
    interface Watcher {
        void report(int percent, long documents);
    }

    private void work(String app, Watcher watcher) {
        while (step(app, watcher) == Step.MORE) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted; a job goes on with the rebuild of " + app + ".");
            }
        }
    }

    /** Does one page. */
    Step step(String app, Watcher watcher) {
        Optional<SearchSource> found = apps.source(app);
        int[] far = {100};
        long[] read = {0};
        Step step = tx.write(session -> {
            DocumentRepository documents = new DocumentRepository(session);
            documents.own(app);
            PartEntity part = find(session, app).orElse(null);
            if (part == null || !part.running()) {
                return Step.DONE;
            }
            if (found.isEmpty()) {
                return Step.AWAY;
            }
            boolean ended = page(part, found.get());
            read[0] = part.toView().documents();
            if (!ended) {
                far[0] = part.percent(found.get().kinds());
                return Step.MORE;
            }
            documents.removeUntouched(app, part.startedAt());
            part.finish(found.get().version(), documents.now());
            session.cancelJob(JOB, app);
            return Step.DONE;
        });
        watcher.report(far[0], read[0]);
        return step;
    }

    private boolean page(PartEntity part, SearchSource source) {
        List<String> kinds = source.kinds();
        String kind = part.kind(kinds);
        if (kind == null) {
            return true;
        }
        Page<SearchDocument> page = source.documents(kind, part.after(), PAGE);
        for (SearchDocument document : page.items()) {
            if (!document.kind().equals(kind)) {
                throw new IllegalStateException("The source of " + source.app() + " gave " + document.kind()
                        + " where it was asked for " + kind + ".");
            }
        }
        search.index(page.items());
        return part.advance(kinds, kind, page.items().size(), page.next());
    }

    private static Optional<PartEntity> find(Session session, String app) {
        return Optional.ofNullable(session.entities().find(PartEntity.class, app));
    }

    /** When a job that met an app which is away looks again. */
    Instant later() {
        return clock.instant().plus(Duration.ofMinutes(5));
    }

    Instant now() {
        return clock.instant();
    }
}
