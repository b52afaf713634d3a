package kr.dure.addons.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Schemas;
import kr.dure.persistence.Tx;
import kr.dure.product.Entitlements;
import kr.dure.product.Text;
import kr.dure.tenant.TenantDirectory;
import kr.dure.web.AppPause;
import kr.dure.web.Conflict;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects, installs, exchanges, undoes and removes add-ons, one at a time. What counts is one transaction on the ledger:
 * before its commit everything is as before, after it everything is as after, whatever the framework was doing when the
 * power went; {@link #reconcile} brings the framework there.
 */
@Component(service = AddonService.class)
public final class AddonService {
    private static final Logger LOG = LoggerFactory.getLogger(AddonService.class);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    /** What no ledger is like, not even an empty one. */
    private static final String UNKNOWN = "?";

    private static final int REASON_LIMIT = 1000;

    private final AddonFramework framework;
    private final AddonLedger ledger;
    private final Inspector inspector;
    private final Schemas schemas;
    private final AppPause pause;
    private final LiveStream live;
    private final Policy policy;
    private final ToIntFunction<String> tenants;
    private final Duration ready;
    private final ReentrantLock turn = new ReentrantLock(true);
    /** What answers for an add-on that is switched off. */
    private final Map<String, AppPause.Held> off = new ConcurrentHashMap<>();

    private volatile String edition = UNKNOWN;

    @Activate
    public AddonService(
            BundleContext context,
            @Reference(target = "(unit=kr.dure.addons)") Tx tx,
            @Reference Clock clock,
            @Reference LiveStream live,
            @Reference Schemas schemas,
            @Reference AppPause pause,
            @Reference TenantDirectory directory,
            @Reference Entitlements entitlements) {
        this(
                context,
                tx,
                clock,
                live,
                schemas,
                pause,
                product -> count(directory, entitlements, product),
                Policy.fromSystem(),
                READY);
    }

    /** @param tenants how many have a product */
    AddonService(
            BundleContext context,
            Tx tx,
            Clock clock,
            LiveStream live,
            Schemas schemas,
            AppPause pause,
            ToIntFunction<String> tenants,
            Policy policy,
            Duration ready) {
        this.framework = new AddonFramework(context);
        this.ledger = new AddonLedger(tx, clock);
        this.inspector = new Inspector(framework, policy, clock);
        this.live = live;
        this.schemas = schemas;
        this.pause = pause;
        this.tenants = tenants;
        this.policy = policy;
        this.ready = ready;
    }

    private static int count(TenantDirectory directory, Entitlements entitlements, String product) {
        int found = 0;
        java.util.UUID after = null;
        for (var page = directory.list(null, 1000); !page.isEmpty(); page = directory.list(after, 1000)) {
            found += (int) page.stream()
                    .filter(tenant -> entitlements.enabled(tenant.id(), product))
                    .count();
            after = page.get(page.size() - 1).id();
        }
        return found;
    }

    /** The add-on after an upload, and whether there was none of this id before. */
    record Outcome(Addon addon, boolean added) {}

    AddonLedger ledger() {
        return ledger;
    }

    AddonFramework framework() {
        return framework;
    }

    /** All of them; an installation has few. */
    Page<Addon> list() {
        return new Page<>(ledger.list().stream().map(this::view).toList(), null);
    }

    Addon find(String id) {
        return view(row(id));
    }

    private AddonLedger.Row row(String id) {
        return ledger.find(id).orElseThrow(() -> new NotFound("그런 애드온이 없습니다.", "There is no such add-on."));
    }

    /** What {@link #install} would do. */
    Inspection inspect(byte[] bytes, Locale locale) {
        AddonJar jar = AddonJar.read(bytes);
        Optional<AddonLedger.Row> before = ledger.find(jar.id());
        int affected = framework
                .find(jar.id())
                .flatMap(framework::description)
                .map(app -> tenants.applyAsInt(app.product()))
                .orElse(0);
        return inspector.inspect(jar, before, affected, locale);
    }

    /**
     * Installs a jar, in place of the add-on's earlier one. When it returns the add-on can be used, or is FAILED with
     * the reason. The same jar again changes nothing while it works.
     *
     * @throws Problem 422 or 409 when it cannot be installed; then everything is as before
     */
    Outcome install(byte[] bytes, Steps steps) {
        steps.report(5, "Looking at the jar.");
        AddonJar jar = AddonJar.read(bytes);
        Outcome outcome = inTurn(() -> {
            refuseInSafeMode();
            Optional<AddonLedger.Row> before = ledger.find(jar.id());
            if (inspector.action(jar, before) == Inspection.Action.NONE) {
                return new Outcome(view(before.get()), false);
            }
            List<Obstacle> obstacles = inspector.obstacles(jar, before);
            if (!obstacles.isEmpty()) {
                throw Obstacle.problem(obstacles);
            }
            return new Outcome(view(exchange(jar, before, steps)), before.isEmpty());
        });
        changed();
        return outcome;
    }

    private void refuseInSafeMode() {
        if (policy.safeMode()) {
            throw new Conflict(
                    "안전 모드에서는 애드온을 시작할 수 없습니다. 안전 모드 없이 서버를 다시 시작해 주세요.",
                    "In safe mode no add-on is started. Start the server without --safe-mode first.");
        }
    }

    /** Also tells the other nodes, which look at the ledger. */
    private void changed() {
        edition = UNKNOWN;
        live.send(null, "modules", "{}");
    }

    private AddonLedger.Row exchange(AddonJar jar, Optional<AddonLedger.Row> before, Steps steps) {
        boolean replaces = before.isPresent() && !before.get().sha256().equals(jar.sha256());
        String kind = replaces ? "upgrade-" : "install-";
        Failpoints.reach(kind + "inspected");
        Optional<byte[]> previous = before.map(row -> ledger.jar(row.id()));
        steps.report(20, "Migrating the tables; the version before goes on serving.");
        Optional<String> failure = migrate(jar);
        if (failure.isPresent() && replaces) {
            throw refused(
                    "migration-failed",
                    "스크립트는 지금의 데이터에서 돌아가야 합니다.",
                    "Its scripts must run on the data there is.",
                    failure.get(),
                    "만든 곳에 이 문장을 알려 주세요.",
                    "Tell who made it what it says here.");
        }
        Failpoints.reach(kind + "migrated");
        steps.report(50, "Exchanging the versions; requests to the app wait.");
        String signer = inspector.signer(jar);
        try (AppPause.Held held = pause.hold(paths(jar.id(), jar.declaration().paths()))) {
            try {
                framework.find(jar.id()).ifPresent(framework::uninstall);
                Failpoints.reach(kind + "stopped");
                Bundle bundle = place(jar);
                Failpoints.reach(kind + "placed");
                // One without its tables is started too, so that the health says what the matter is.
                String state = start(bundle, jar, failure.isPresent() ? BRIEF : ready);
                String fault = failure.orElse(state);
                Failpoints.reach(kind + "started");
                if (fault != null && replaces) {
                    throw refused(
                            "not-ready",
                            "새 버전은 " + ready.toSeconds() + "초 안에 쓸 수 있게 되어야 합니다.",
                            "The new version must be of use within " + ready.toSeconds() + " s.",
                            fault,
                            "만든 곳에 이 이유를 알려 주세요. 전 버전을 계속 씁니다.",
                            "Tell who made it. The version before goes on.");
                }
                AddonLedger.Row row =
                        ledger.save(jar, signer, fault == null ? AddonState.ACTIVE : AddonState.FAILED, fault, before);
                Failpoints.reach(kind + "committed");
                open(jar.id());
                steps.report(95, fault == null ? "The app is there." : fault);
                return row;
            } catch (RuntimeException e) {
                framework.find(jar.id()).ifPresent(framework::uninstall);
                before.filter(row -> row.state() != AddonState.QUARANTINED).ifPresent(row -> bring(row, previous::get));
                throw e;
            }
        }
    }

    private Optional<String> migrate(AddonJar jar) {
        if (!jar.hasUnit()) {
            return Optional.empty();
        }
        try {
            schemas.migrate(jar.symbolicName(), jar.scripts());
            return Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.info("The tables of {} {} cannot be migrated", jar.symbolicName(), jar.version(), e);
            return Optional.of("Its tables cannot be migrated: " + e.getMessage());
        }
    }

    /** Where requests have to wait: the addresses of the version that runs, and of the one that comes. */
    private Set<String> paths(String id, Set<String> coming) {
        Set<String> paths = new HashSet<>(coming);
        framework
                .find(id)
                .ifPresent(
                        bundle -> paths.addAll(framework.paths(bundle::equals).keySet()));
        return paths;
    }

    private static Problem refused(String code, String needKo, String need, String found, String actKo, String act) {
        return Obstacle.of(code, needKo, need, found, found, actKo, act).problem();
    }

    private Bundle place(AddonJar jar) {
        try {
            return framework.place(jar.id(), jar.sha256(), jar.bytes());
        } catch (BundleException e) {
            throw notStarted(e);
        }
    }

    /** Starts what was placed; answers what is wrong with it, or null. */
    private String start(Bundle bundle, AddonJar jar, Duration atMost) {
        try {
            return switch (framework.start(bundle, atMost)) {
                case READY -> {
                    refuseFaults(bundle, jar);
                    yield null;
                }
                case NOT_READY ->
                    "The app did not become ready within " + ready.toSeconds() + " s; see GET /api/health";
                case HANGS ->
                    throw refused(
                            "start-hangs",
                            "앱은 " + ready.toSeconds() + "초 안에 시작해야 합니다.",
                            "The app must start within " + ready.toSeconds() + " s.",
                            "Its own code does not come back; it was abandoned.",
                            "만든 곳에 알려 주세요.",
                            "Tell who made it.");
            };
        } catch (BundleException e) {
            LOG.info("{} {} cannot be started", jar.symbolicName(), jar.version(), e);
            throw notStarted(e);
        }
    }

    private static Problem notStarted(BundleException e) {
        return Obstacle.of(
                        "start-failed",
                        "애드온은 시작되어야 합니다.",
                        "The add-on must start.",
                        "애드온을 시작할 수 없습니다: " + reason(e),
                        "The add-on cannot be started: " + reason(e),
                        "만든 곳에 이 이유를 알려 주세요.",
                        "Tell who made it what it says here.")
                .problem();
    }

    /** What only shows when it runs: an address it takes from another, and wishes it kept to itself. */
    private void refuseFaults(Bundle bundle, AddonJar jar) {
        Set<String> own = framework.paths(bundle::equals).keySet();
        Map<String, String> others = framework.paths(other -> !bundle.equals(other));
        List<String> taken = own.stream().filter(others::containsKey).sorted().toList();
        if (!taken.isEmpty()) {
            throw refused(
                    "path-taken",
                    "애드온의 API는 /api/" + jar.id() + " 아래에 있습니다.",
                    "An add-on's API lies below /api/" + jar.id() + ".",
                    "The address is taken: " + String.join(", ", taken),
                    "osgi.jakartars.application.base를 바꾸어 다시 만들어 주세요.",
                    "Change osgi.jakartars.application.base and build it again.");
        }
        framework.description(bundle).ifPresent(description -> {
            if (!description.id().equals(jar.id())) {
                throw refused(
                        "other-id",
                        "앱의 id는 번들 이름의 끝과 같아야 합니다.",
                        "An app's id is the last part of its bundle's name.",
                        "It calls itself '" + description.id() + "' and is the bundle '" + jar.id() + "'.",
                        "AppDescription의 id를 고쳐 다시 만들어 주세요.",
                        "Correct the id of its AppDescription and build it again.");
            }
            List<String> concealed = jar.declaration().concealed(description, jar.code());
            if (!concealed.isEmpty()) {
                throw refused(
                        "undeclared-right",
                        "앱이 원하는 것은 시작하기 전에 보여야 합니다.",
                        "What an app wants must be seen before it starts.",
                        "Not to be seen in its jar: " + String.join(", ", concealed),
                        "Dure-Permissions, Dure-Meters, Dure-Hosts에 적어 다시 만들어 주세요.",
                        "Declare it in Dure-Permissions, Dure-Meters or Dure-Hosts and build it again.");
            }
        });
    }

    private static String reason(BundleException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text = deepest instanceof BundleException ? deepest.getMessage() : String.valueOf(deepest);
        return text.length() > REASON_LIMIT ? text.substring(0, REASON_LIMIT) : text;
    }

    /**
     * Brings the version before the last upgrade back, on the tables as they are.
     *
     * @throws Problem 409 when there is none
     */
    Addon undo(String id, Steps steps) {
        Addon addon = inTurn(() -> {
            refuseInSafeMode();
            AddonLedger.Row now = row(id);
            byte[] bytes = now.previousSha256() == null ? null : ledger.previousJar(id);
            if (bytes == null) {
                throw new Conflict("되돌릴 이전 버전이 없습니다.", "There is no version before to go back to.");
            }
            inspector.inUse(id).ifPresent(obstacle -> {
                throw obstacle.problem();
            });
            return view(goBack(now, AddonJar.read(bytes), steps));
        });
        changed();
        return addon;
    }

    private AddonLedger.Row goBack(AddonLedger.Row now, AddonJar jar, Steps steps) {
        byte[] current = ledger.jar(now.id());
        steps.report(50, "Exchanging the versions; requests to the app wait.");
        try (AppPause.Held held = pause.hold(paths(now.id(), jar.declaration().paths()))) {
            try {
                framework.find(now.id()).ifPresent(framework::uninstall);
                Failpoints.reach("undo-stopped");
                String fault = start(place(jar), jar, ready);
                Failpoints.reach("undo-started");
                if (fault != null) {
                    throw refused(
                            "not-ready",
                            "전 버전은 지금의 테이블에서 돌아가야 합니다.",
                            "The version before must run on the tables as they are.",
                            fault,
                            "지금 버전을 계속 씁니다.",
                            "The present version goes on.");
                }
                AddonLedger.Row row = ledger.saveUndone(now);
                Failpoints.reach("undo-committed");
                open(now.id());
                steps.report(95, "The version before is there.");
                return row;
            } catch (RuntimeException e) {
                framework.find(now.id()).ifPresent(framework::uninstall);
                if (now.state() != AddonState.QUARANTINED) {
                    bring(now, () -> current);
                }
                throw e;
            }
        }
    }

    /** Removes an add-on; its data stays. */
    void remove(String id, Steps steps) {
        inTurn(() -> {
            AddonLedger.Row row = row(id);
            inspector.inUse(id).ifPresent(obstacle -> {
                throw obstacle.problem();
            });
            steps.report(20, "Removing the app; its data stays.");
            ledger.remove(row);
            Failpoints.reach("removed");
            open(id);
            framework.find(id).ifPresent(framework::uninstall);
            return null;
        });
        changed();
    }

    /** Switches an add-on off for everyone, until it is released. */
    Addon quarantine(String id, String reason) {
        Addon addon = inTurn(() -> {
            AddonLedger.Row row = row(id);
            if (ledger.quarantine(id, reason)) {
                LOG.warn("Add-on {} {} is switched off for everyone: {}", row.symbolicName(), row.version(), reason);
            }
            close(row(id));
            return view(row(id));
        });
        changed();
        return addon;
    }

    /** Lets a quarantined add-on come up again. */
    Addon release(String id) {
        Addon addon = inTurn(() -> {
            refuseInSafeMode();
            AddonLedger.Row row = row(id);
            if (row.state() != AddonState.QUARANTINED) {
                throw new Conflict("격리된 애드온이 아닙니다.", "This add-on is not in quarantine.");
            }
            ledger.release(id);
            open(id);
            bring(row(id), () -> ledger.jar(id));
            return view(row(id));
        });
        changed();
        return addon;
    }

    /** Takes a quarantined add-on away on this node and says why to who asks for it. */
    private void close(AddonLedger.Row row) {
        if (!off.containsKey(row.id())) {
            Set<String> paths = paths(row.id(), Set.of());
            if (paths.isEmpty()) {
                paths = AddonJar.read(ledger.jar(row.id())).declaration().paths();
            }
            off.put(
                    row.id(),
                    pause.turnOff(
                            paths,
                            new Text(
                                    "이 앱은 문제가 있어 운영자가 꺼 두었습니다. 데이터는 그대로입니다.",
                                    "This app is switched off because of a fault. Its data is kept.")));
        }
        framework.find(row.id()).ifPresent(framework::uninstall);
    }

    private void open(String id) {
        AppPause.Held closed = off.remove(id);
        if (closed != null) {
            closed.close();
        }
    }

    /** {@link #reconcile} when the ledger has changed since; cheap when it has not. */
    void follow() throws InterruptedException {
        if (!edition.equals(ledger.edition())) {
            reconcile();
            live.send(null, "modules", "{}");
        }
    }

    /** Makes the framework hold exactly what the ledger says. */
    void reconcile() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            String now = ledger.edition();
            List<AddonLedger.Row> rows = ledger.list();
            Map<String, AddonLedger.Row> wanted = new HashMap<>();
            for (AddonLedger.Row row : rows) {
                if (row.state() != AddonState.QUARANTINED && !policy.safeMode()) {
                    wanted.put(AddonFramework.location(row.id(), row.sha256()), row);
                    open(row.id());
                } else if (row.state() == AddonState.QUARANTINED) {
                    close(row);
                }
            }
            for (Bundle bundle : framework.addons()) {
                if (!wanted.containsKey(bundle.getLocation())
                        && !framework.isAbandoned(bundle)
                        && rows.stream().noneMatch(row -> replaces(row, bundle))) {
                    LOG.info("{} is not in the ledger and is removed", bundle);
                    framework.uninstall(bundle);
                }
            }
            for (AddonLedger.Row row : wanted.values().stream()
                    .sorted(java.util.Comparator.comparing(AddonLedger.Row::id))
                    .toList()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                follow(row);
            }
            edition = now;
        } finally {
            turn.unlock();
        }
    }

    private boolean replaces(AddonLedger.Row row, Bundle bundle) {
        return !policy.safeMode()
                && row.state() != AddonState.QUARANTINED
                && AddonFramework.isVersionOf(bundle, row.id());
    }

    /** Brings up what is not there, and exchanges what another node has exchanged. */
    private void follow(AddonLedger.Row row) {
        Optional<Bundle> there = framework.find(row.id());
        String location = AddonFramework.location(row.id(), row.sha256());
        if (there.isPresent() && !there.get().getLocation().equals(location)) {
            try (AppPause.Held held = pause.hold(paths(row.id(), Set.of()))) {
                framework.uninstall(there.get());
                bring(row, () -> ledger.jar(row.id()));
            }
        } else if (there.isEmpty() || there.get().getState() != Bundle.ACTIVE) {
            bring(row, () -> ledger.jar(row.id()));
        }
    }

    /** Brings one row's add-on up. It must not keep others from it. */
    private void bring(AddonLedger.Row row, Supplier<byte[]> jar) {
        try {
            Optional<Bundle> there = framework.find(row.id());
            Bundle bundle =
                    there.isPresent() ? there.get() : framework.place(row.id(), row.sha256(), whole(row, jar.get()));
            if (framework.start(bundle, ready) == AddonFramework.Start.HANGS) {
                ledger.quarantine(
                        row.id(),
                        "Its own code does not come back when it starts; abandoned after " + ready.toSeconds() + " s.");
            }
        } catch (BundleException e) {
            LOG.error("Add-on {} {} cannot be started", row.symbolicName(), row.version(), e);
            noteFailure(row, reason(e));
        } catch (RuntimeException e) {
            LOG.error("Add-on {} {} cannot be brought up", row.symbolicName(), row.version(), e);
        }
    }

    private static byte[] whole(AddonLedger.Row row, byte[] jar) throws BundleException {
        if (!AddonJar.hash(jar).equals(row.sha256())) {
            throw new BundleException("The jar in the ledger is not the one that was installed: its hash differs.");
        }
        return jar;
    }

    private void noteFailure(AddonLedger.Row row, String reason) {
        try {
            ledger.fail(row.id(), reason);
        } catch (RuntimeException e) {
            LOG.error("The ledger does not take that {} failed", row.symbolicName(), e);
        }
    }

    /** The ledger knows the last attempt, the framework the present. */
    private Addon view(AddonLedger.Row row) {
        Optional<Bundle> bundle = framework.find(row.id());
        boolean usable = bundle.filter(framework::isReady).isPresent();
        AddonState state = row.state();
        String reason = row.reason();
        if (policy.safeMode() && state != AddonState.QUARANTINED) {
            state = AddonState.INSTALLED;
            reason = "Not started: the server runs in safe mode.";
        } else if (usable && state != AddonState.QUARANTINED) {
            state = AddonState.ACTIVE;
            reason = null;
        } else if (state == AddonState.ACTIVE) {
            state = AddonState.INSTALLED;
            reason = "Not ready at the moment; see GET /api/health";
        }
        String name =
                bundle.map(b -> b.getHeaders(null).get(Constants.BUNDLE_NAME)).orElse(row.symbolicName());
        return new Addon(
                row.id(),
                name,
                row.version(),
                row.sha256(),
                state,
                reason,
                row.installedAt(),
                row.signer(),
                row.previousVersion(),
                row.rights() == null ? null : List.copyOf(row.rights()));
    }

    <T> T inTurn(Supplier<T> work) {
        boolean mine = false;
        try {
            mine = turn.tryLock(TURN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw new Unavailable(
                    "다른 애드온을 설치하거나 삭제하는 중입니다. 잠시 후 다시 시도해 주세요.",
                    "Another add-on is being installed or removed. Please try again shortly.");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
