package kr.dure.addons.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
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
 * Inspects, installs, replaces and removes add-ons, one at a time. The framework changes before the ledger when
 * something comes and after it when something goes, so whatever a crash leaves behind, {@link #reconcile} clears away.
 */
@Component(service = AddonService.class)
public final class AddonService {
    private static final Logger LOG = LoggerFactory.getLogger(AddonService.class);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final int REASON_LIMIT = 1000;

    private final AddonFramework framework;
    private final AddonLedger ledger;
    private final LiveStream live;
    private final Duration ready;
    private final ReentrantLock turn = new ReentrantLock(true);

    @Activate
    public AddonService(
            BundleContext context,
            @Reference(target = "(unit=kr.dure.addons)") Tx tx,
            @Reference Clock clock,
            @Reference LiveStream live) {
        this(context, tx, clock, live, READY);
    }

    AddonService(BundleContext context, Tx tx, Clock clock, LiveStream live, Duration ready) {
        this.framework = new AddonFramework(context);
        this.ledger = new AddonLedger(tx, clock);
        this.live = live;
        this.ready = ready;
    }

    /** The add-on after an upload, and whether there was none of this id before. */
    record Outcome(Addon addon, boolean added) {}

    /** All of them; an installation has few. */
    Page<Addon> list() {
        return new Page<>(ledger.list().stream().map(this::view).toList(), null);
    }

    /** What {@link #install} would do. */
    Inspection inspect(byte[] bytes, Locale locale) {
        AddonJar jar = AddonJar.read(bytes);
        Optional<AddonLedger.Row> before = ledger.find(jar.id());
        Inspection.Action action = action(jar, before);
        List<Inspection.Missing> missing = framework.missing(jar).stream()
                .map(need ->
                        new Inspection.Missing(Needs.id(need), Needs.text(need).in(locale)))
                .toList();
        List<String> problems = obstacles(jar, before).stream()
                .map(problem -> problem.text().in(locale))
                .toList();
        return new Inspection(
                jar.id(),
                jar.symbolicName(),
                jar.version(),
                jar.sha256(),
                action,
                action == Inspection.Action.NONE ? List.of() : List.of(jar.symbolicName() + " " + jar.version()),
                dependents(jar.id()),
                jar.migrations(),
                missing,
                problems.isEmpty(),
                problems);
    }

    private Inspection.Action action(AddonJar jar, Optional<AddonLedger.Row> before) {
        if (before.isEmpty()) {
            return Inspection.Action.INSTALL;
        }
        boolean same = before.get().sha256().equals(jar.sha256())
                && framework.find(jar.id()).filter(framework::isReady).isPresent();
        return same ? Inspection.Action.NONE : Inspection.Action.UPGRADE;
    }

    /** Everything that forbids the installation, what to say first in front. */
    private List<Problem> obstacles(AddonJar jar, Optional<AddonLedger.Row> before) {
        List<Problem> obstacles = new ArrayList<>();
        framework
                .platformBundle(jar)
                .ifPresent(bundle -> obstacles.add(new Conflict(
                        bundle.getSymbolicName() + "은(는) 플랫폼의 일부여서 애드온으로 바꿀 수 없습니다.",
                        bundle.getSymbolicName() + " is a part of the platform; no add-on can take its place.")));
        before.filter(row -> !row.symbolicName().equals(jar.symbolicName()))
                .ifPresent(row -> obstacles.add(new Conflict(
                        "'" + row.id() + "' 자리는 " + row.symbolicName() + "이(가) 쓰고 있습니다. 먼저 삭제해 주세요.",
                        "The id '" + row.id() + "' is taken by " + row.symbolicName() + ". Remove that one first.")));
        invalid(jar.faults()).ifPresent(obstacles::add);
        List<String> twice = framework.exportedTwice(jar);
        if (!twice.isEmpty()) {
            obstacles.add(new Conflict(
                    "이미 설치된 패키지를 내보냅니다: " + String.join(", ", twice),
                    "It exports packages that something installed exports already: " + String.join(", ", twice)));
        }
        invalid(framework.missing(jar).stream().map(Needs::text).toList()).ifPresent(obstacles::add);
        inUse(jar.id()).ifPresent(obstacles::add);
        return obstacles;
    }

    private static Optional<Problem> invalid(List<Text> texts) {
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Invalid(
                        texts.stream().map(text -> new FieldError("jar", text)).toList()));
    }

    private List<String> dependents(String id) {
        return framework.find(id).map(framework::dependents).orElse(List.of());
    }

    private Optional<Problem> inUse(String id) {
        String others = String.join(", ", dependents(id));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Conflict(
                        "다른 것이 쓰고 있어 함께 다시 시작됩니다: " + others + ". 먼저 그것을 삭제해 주세요.",
                        "Others use it and would be restarted: " + others + ". Remove those first."));
    }

    /**
     * Installs a jar, in place of the add-on's earlier one. When it returns the add-on can be used, or is FAILED with
     * the reason. The same jar again changes nothing while it works.
     *
     * @throws Problem 422 or 409 when it cannot be installed; then everything is as before
     */
    Outcome install(byte[] bytes) {
        AddonJar jar = AddonJar.read(bytes);
        Outcome outcome = inTurn(() -> {
            Optional<AddonLedger.Row> before = ledger.find(jar.id());
            if (action(jar, before) != Inspection.Action.NONE) {
                obstacles(jar, before).stream().findFirst().ifPresent(obstacle -> {
                    throw obstacle;
                });
                return new Outcome(view(replace(jar, before)), before.isEmpty());
            }
            return new Outcome(view(before.get()), false);
        });
        live.send(null, "modules", "{}");
        return outcome;
    }

    private AddonLedger.Row replace(AddonJar jar, Optional<AddonLedger.Row> before) {
        Optional<byte[]> previous = before.map(row -> ledger.jar(row.id()));
        try {
            framework.find(jar.id()).ifPresent(framework::uninstall);
            Bundle bundle = start(jar);
            boolean usable = framework.awaitReady(bundle, ready);
            if (usable) {
                return ledger.save(jar, AddonState.ACTIVE, null);
            }
            String reason = "The app did not become ready within " + ready.toSeconds() + " s; see GET /api/health";
            return ledger.save(jar, AddonState.FAILED, reason);
        } catch (RuntimeException e) {
            framework.find(jar.id()).ifPresent(framework::uninstall);
            before.ifPresent(row -> bring(row, previous::get));
            throw e;
        }
    }

    private Bundle start(AddonJar jar) {
        try {
            return framework.install(jar.id(), jar.sha256(), jar.bytes());
        } catch (BundleException e) {
            LOG.info("{} {} cannot be started", jar.symbolicName(), jar.version(), e);
            throw new Invalid("jar", "애드온을 시작할 수 없습니다: " + reason(e), "The add-on cannot be started: " + reason(e));
        }
    }

    private static String reason(BundleException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text = deepest instanceof BundleException ? deepest.getMessage() : String.valueOf(deepest);
        return text.length() > REASON_LIMIT ? text.substring(0, REASON_LIMIT) : text;
    }

    /** Removes an add-on; its data stays. */
    void remove(String id) {
        inTurn(() -> {
            AddonLedger.Row row =
                    ledger.find(id).orElseThrow(() -> new NotFound("그런 애드온이 없습니다.", "There is no such add-on."));
            inUse(id).ifPresent(problem -> {
                throw problem;
            });
            ledger.remove(row);
            framework.find(id).ifPresent(framework::uninstall);
            return null;
        });
        live.send(null, "modules", "{}");
    }

    /** Makes the framework hold exactly what the ledger says. */
    void reconcile() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            List<AddonLedger.Row> rows = ledger.list();
            Set<String> wanted = rows.stream()
                    .map(row -> AddonFramework.location(row.id(), row.sha256()))
                    .collect(Collectors.toSet());
            for (Bundle bundle : framework.addons()) {
                if (!wanted.contains(bundle.getLocation())) {
                    LOG.info("{} is not in the ledger and is removed", bundle);
                    framework.uninstall(bundle);
                }
            }
            for (AddonLedger.Row row : rows) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                bring(row, () -> ledger.jar(row.id()));
            }
        } finally {
            turn.unlock();
        }
    }

    /** Brings one row's add-on up. It must not keep others from it. */
    private void bring(AddonLedger.Row row, Supplier<byte[]> jar) {
        try {
            Optional<Bundle> there = framework.find(row.id());
            if (there.isPresent()) {
                framework.start(there.get());
            } else {
                framework.install(row.id(), row.sha256(), jar.get());
            }
        } catch (BundleException e) {
            LOG.error("Add-on {} {} cannot be started", row.symbolicName(), row.version(), e);
            noteFailure(row, reason(e));
        } catch (RuntimeException e) {
            LOG.error("Add-on {} {} cannot be brought up", row.symbolicName(), row.version(), e);
        }
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
        if (usable) {
            state = AddonState.ACTIVE;
            reason = null;
        } else if (state == AddonState.ACTIVE) {
            state = AddonState.INSTALLED;
            reason = "Not ready at the moment; see GET /api/health";
        }
        String name =
                bundle.map(b -> b.getHeaders(null).get(Constants.BUNDLE_NAME)).orElse(row.symbolicName());
        return new Addon(row.id(), name, row.version(), row.sha256(), state, reason, row.installedAt());
    }

    private <T> T inTurn(Supplier<T> work) {
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
