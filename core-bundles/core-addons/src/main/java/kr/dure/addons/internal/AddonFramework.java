package kr.dure.addons.internal;

import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The add-ons as the framework has them: bundles at {@code dure:addon:<id>:<first 12 digits of the hash>}. Touches one
 * bundle at a time and restarts no other.
 */
final class AddonFramework {
    private static final Logger LOG = LoggerFactory.getLogger(AddonFramework.class);
    private static final String PREFIX = "dure:addon:";
    static final String PATH = "osgi.jakartars.application.base";
    private static final Duration LAST = Duration.ofSeconds(15);
    private static final Duration DATABASE = Duration.ofMinutes(2);
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final BundleContext context;
    private final FrameworkWiring wiring;
    /** Locations of bundles whose own code never came back. */
    private final Set<String> abandoned = ConcurrentHashMap.newKeySet();

    AddonFramework(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** Where the framework keeps a jar; another jar has another place. */
    static String location(String id, String sha256) {
        return PREFIX + id + ":" + sha256.substring(0, 12);
    }

    List<Bundle> addons() {
        return Arrays.stream(context.getBundles())
                .filter(AddonFramework::isAddon)
                .toList();
    }

    static boolean isAddon(Bundle bundle) {
        return bundle.getLocation().startsWith(PREFIX);
    }

    /** Whether {@code bundle} is some version of the add-on. */
    static boolean isVersionOf(Bundle bundle, String id) {
        return bundle.getLocation().startsWith(PREFIX + id + ":");
    }

    /** The add-on's bundle, unless it hangs. */
    Optional<Bundle> find(String id) {
        return addons().stream()
                .filter(bundle -> isVersionOf(bundle, id) && !isAbandoned(bundle))
                .findFirst();
    }

    /** A bundle of the platform that has the name, or, being ours too, the id of {@code jar}. */
    Optional<Bundle> platformBundle(AddonJar jar) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !isAddon(bundle) && bundle.getSymbolicName() != null)
                .filter(bundle -> bundle.getSymbolicName().equals(jar.symbolicName())
                        || (bundle.getSymbolicName().startsWith("kr.dure.")
                                && AddonJar.lastPart(bundle.getSymbolicName()).equals(jar.id())))
                .findFirst();
    }

    /** The packages of {@code jar} that another bundle exports already. */
    List<String> exportedTwice(AddonJar jar) {
        Optional<Bundle> before = find(jar.id());
        Set<String> taken = Arrays.stream(context.getBundles())
                .filter(bundle -> before.isEmpty() || !bundle.equals(before.get()))
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(capability -> (String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .collect(Collectors.toSet());
        return jar.exports().stream().filter(taken::contains).toList();
    }

    /** What {@code jar} needs and nothing installed, but perhaps the version it would replace, offers. */
    List<Requirement> missing(AddonJar jar) {
        Optional<Bundle> before = find(jar.id());
        return jar.requirements().stream().filter(need -> !isMet(need, before)).toList();
    }

    private boolean isMet(Requirement need, Optional<Bundle> but) {
        for (BundleCapability provider : wiring.findProviders(need)) {
            Bundle bundle = provider.getRevision().getBundle();
            if (but.isEmpty() || !bundle.equals(but.get())) {
                return true;
            }
        }
        return need.getNamespace().equals(Needs.SERVICE) && isRegistered(Needs.filter(need), but);
    }

    /** A service that nobody's manifest announces may still be there. */
    private boolean isRegistered(String filter, Optional<Bundle> but) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter.isEmpty() ? null : filter);
            return found != null
                    && Arrays.stream(found)
                            .anyMatch(service -> but.isEmpty() || !but.get().equals(service.getBundle()));
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }

    /** Symbolic names of the other bundles that a removal of {@code bundle} would restart. */
    List<String> dependents(Bundle bundle) {
        return wiring.getDependencyClosure(List.of(bundle)).stream()
                .filter(other -> !other.equals(bundle))
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
    }

    /** The versions of a package that are exported by anything but {@code jar}'s own earlier version. */
    List<String> versions(String packageName, AddonJar jar) {
        Optional<Bundle> before = find(jar.id());
        return Arrays.stream(context.getBundles())
                .filter(bundle -> before.isEmpty() || !bundle.equals(before.get()))
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(capability ->
                        packageName.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(capability ->
                        String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)))
                .distinct()
                .sorted()
                .toList();
    }

    /** The paths of REST applications that are registered, with the symbolic name of who registered them. */
    Map<String, String> paths(Predicate<Bundle> whose) {
        Map<String, String> paths = new TreeMap<>();
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(Application.class.getName(), null);
            for (ServiceReference<?> one : found == null ? new ServiceReference<?>[0] : found) {
                Bundle bundle = one.getBundle();
                if (bundle != null && whose.test(bundle) && one.getProperty(PATH) instanceof String path) {
                    paths.putIfAbsent(path, bundle.getSymbolicName());
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return paths;
    }

    /** How many services {@code bundle} offers. */
    static int services(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services == null ? 0 : services.length;
    }

    /** What the app says of itself, once it is there. */
    Optional<AppDescription> description(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> one : services == null ? new ServiceReference<?>[0] : services) {
            if (List.of((String[]) one.getProperty(Constants.OBJECTCLASS)).contains(App.class.getName())
                    && context.getService(one) instanceof App app) {
                return Optional.of(app.description());
            }
        }
        return Optional.empty();
    }

    /**
     * Installs a jar, without starting it.
     *
     * @throws BundleException when the framework does not take it
     */
    Bundle place(String id, String sha256, byte[] jar) throws BundleException {
        Bundle bundle = context.installBundle(location(id, sha256), new ByteArrayInputStream(jar));
        // Before the level of what starts by itself: the add-on is started by us, at any time.
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        level.setStartLevel(
                Math.max(1, context.getBundle().adapt(BundleStartLevel.class).getStartLevel() - 1));
        return bundle;
    }

    /** How an attempt to start a bundle ended. */
    enum Start {
        READY,
        /** It is there, and what it offers is not. */
        NOT_READY,
        /** Its own code did not come back. Nothing more may be done with the bundle until the server's next start. */
        HANGS
    }

    /**
     * Starts {@code bundle} for this run of the server, on a thread that may be abandoned: an add-on's constructor is
     * foreign code. The framework's cache does not remember the start; the ledger does.
     *
     * @throws BundleException when it cannot be resolved or started
     */
    Start start(Bundle bundle, Duration atMost) throws BundleException {
        Thread thread = Thread.currentThread();
        Tenant tenant = Tenants.find().orElse(null);
        CompletableFuture<Start> done = new CompletableFuture<>();
        Runnable work = () -> {
            try {
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
                done.complete(awaitReady(bundle, atMost) ? Start.READY : Start.NOT_READY);
            } catch (Throwable e) { // whatever foreign code throws
                done.completeExceptionally(e);
            }
        };
        Thread starter = new Thread(
                tenant == null ? work : () -> Tenants.run(tenant, work),
                "dure-addon-start-" + bundle.getSymbolicName());
        starter.setDaemon(true);
        starter.start();
        try {
            return patiently(done, starter, atMost);
        } catch (TimeoutException e) {
            starter.interrupt();
            abandoned.add(bundle.getLocation());
            LOG.error("{} hangs in its own code and is abandoned", bundle.getSymbolicName());
            return Start.HANGS;
        } catch (InterruptedException e) {
            thread.interrupt();
            throw new BundleException("Interrupted while starting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException refused) {
                throw refused;
            }
            throw new BundleException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** A little longer than it waits for itself; and while it is the database it waits for, which is not its fault. */
    private static Start patiently(CompletableFuture<Start> done, Thread starter, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        long latest = System.nanoTime() + DATABASE.toNanos();
        while (true) {
            try {
                return done.get(atMost.toMillis() + 500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                boolean database = Arrays.stream(starter.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("kr.dure.persistence."));
                if (!database || System.nanoTime() > latest) {
                    throw e;
                }
            }
        }
    }

    /** Whether {@code bundle}'s own code holds it, so that touching it would hang us too. */
    boolean isAbandoned(Bundle bundle) {
        return abandoned.contains(bundle.getLocation());
    }

    /**
     * To be called when the manager stops. A bundle that hangs keeps the framework from stopping; where the whole server
     * stops, the process ends all the same after a while, as in a power cut, which loses nothing.
     */
    void endAnyway() {
        if (abandoned.isEmpty() || context.getBundle(0).getState() != Bundle.STOPPING) {
            return;
        }
        Thread end = new Thread(
                () -> {
                    LockSupport.parkNanos(LAST.toNanos());
                    Runtime.getRuntime().halt(0);
                },
                "dure-addons-end");
        end.setDaemon(true);
        end.start();
    }

    /** Removes {@code bundle} and waits until its classes are gone. */
    void uninstall(Bundle bundle) {
        if (isAbandoned(bundle)) {
            LOG.warn("{} hangs; it goes with the next start of the server", bundle.getSymbolicName());
            return;
        }
        List<String> dependents = dependents(bundle);
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
        if (dependents.isEmpty()) {
            refresh(bundle);
        } else {
            LOG.warn("{} is gone; its classes stay until {} stop using them", bundle.getSymbolicName(), dependents);
        }
    }

    private void refresh(Bundle bundle) {
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        try {
            if (!refreshed.await(REFRESH.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Refreshing {} takes longer than {}", bundle.getSymbolicName(), REFRESH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the service by which {@code bundle} is used is there now. */
    boolean isReady(Bundle bundle) {
        ServiceReference<?>[] services =
                (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0 ? null : bundle.getRegisteredServices();
        String awaited = awaited(bundle);
        return services != null
                && Arrays.stream(services)
                        .map(service -> (String[]) service.getProperty(Constants.OBJECTCLASS))
                        .anyMatch(names -> List.of(names).contains(awaited));
    }

    /** Waits until {@code bundle} is of use. It is asked for its service, so one that cannot be made does not count. */
    boolean awaitReady(Bundle bundle, Duration atMost) {
        String filter = "(&(" + Constants.OBJECTCLASS + "=" + awaited(bundle) + ")(" + Constants.SERVICE_BUNDLEID + "="
                + bundle.getBundleId() + "))";
        try {
            ServiceTracker<Object, Object> tracker =
                    new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null);
            tracker.open(true);
            try {
                return tracker.waitForService(atMost.toMillis()) != null;
            } finally {
                tracker.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The API is what needs the tables; an app without one is there with its description. */
    private static String awaited(Bundle bundle) {
        return offers(bundle, Application.class) ? Application.class.getName() : App.class.getName();
    }

    /** Whether {@code bundle} announces an app. */
    static boolean offersApp(Bundle bundle) {
        return offers(bundle, App.class);
    }

    private static boolean offers(Bundle bundle, Class<?> service) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(Needs.SERVICE).stream()
                        .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
                        .anyMatch(names -> names instanceof Collection<?> list && list.contains(service.getName()));
    }
}
