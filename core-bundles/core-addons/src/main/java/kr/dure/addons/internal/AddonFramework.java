package kr.dure.addons.internal;

import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kr.dure.product.App;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
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
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final BundleContext context;
    private final FrameworkWiring wiring;

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

    private static boolean isAddon(Bundle bundle) {
        return bundle.getLocation().startsWith(PREFIX);
    }

    Optional<Bundle> find(String id) {
        return addons().stream()
                .filter(bundle -> bundle.getLocation().startsWith(PREFIX + id + ":"))
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

    /**
     * Installs and starts a jar.
     *
     * @throws BundleException when it cannot be resolved or started; nothing of it stays
     */
    Bundle install(String id, String sha256, byte[] jar) throws BundleException {
        Bundle bundle = context.installBundle(location(id, sha256), new ByteArrayInputStream(jar));
        try {
            start(bundle);
            return bundle;
        } catch (BundleException e) {
            uninstall(bundle);
            throw e;
        }
    }

    /** Starts {@code bundle}, now and whenever the server starts; while the server is starting, at its turn. */
    void start(Bundle bundle) throws BundleException {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
    }

    /** Removes {@code bundle} and waits until its classes are gone. */
    void uninstall(Bundle bundle) {
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
        boolean api = bundle.adapt(BundleRevision.class).getDeclaredCapabilities(Needs.SERVICE).stream()
                .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
                .anyMatch(names -> names instanceof Collection<?> list && list.contains(Application.class.getName()));
        return api ? Application.class.getName() : App.class.getName();
    }
}
