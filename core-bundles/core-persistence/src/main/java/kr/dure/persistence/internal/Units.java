package kr.dure.persistence.internal;

import java.net.URL;
import java.time.Clock;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kr.dure.persistence.Tx;
import org.apache.openjpa.enhance.PCRegistry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows bundles with a {@code META-INF/persistence.xml}: migrates their schema when they start and registers their
 * {@link Tx}; a failed migration means no {@code Tx} for that app and a reason in the health, nothing else.
 */
@Component(service = Units.class, immediate = true) // nobody asks for an extender, it has to look for itself
public final class Units implements BundleTrackerCustomizer<Units.Unit>, BundleListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Units.class);
    private static final String DESCRIPTOR = "META-INF/persistence.xml";

    private final Database database;
    private final Signals signals;
    private final Clock clock;
    private final Map<String, Unit> units = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Map<Long, ClassLoader> loaders = new ConcurrentHashMap<>();
    private final BundleContext context;
    private final BundleTracker<Unit> tracker;

    /** A bundle's unit while it is served. */
    record Unit(PersistenceUnit persistence, ServiceRegistration<Tx> service) {}

    @Activate
    public Units(
            BundleContext context, @Reference Database database, @Reference Signals signals, @Reference Clock clock) {
        this.context = context;
        this.database = database;
        this.signals = signals;
        this.clock = clock;
        context.addBundleListener(this);
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    /** Symbolic name of each app whose tables are not usable, with the reason. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    @Override
    public Unit addingBundle(Bundle bundle, BundleEvent event) {
        URL descriptor = bundle.getEntry(DESCRIPTOR);
        if (descriptor == null) {
            return null;
        }
        String name = bundle.getSymbolicName();
        if (units.containsKey(name)) {
            failures.put(name, "Two bundles of this name are started.");
            return null;
        }
        try {
            ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
            PersistenceUnit unit = PersistenceUnit.read(descriptor, name, loader, database);
            List<URL> scripts = scripts(bundle);
            if (!scripts.isEmpty()) {
                database.patiently(() -> {
                    if (new Migrator(database.owner()).migrate(unit.name().schema(), scripts)) {
                        database.forgetPlans();
                    }
                });
            }
            Dictionary<String, Object> properties = new Hashtable<>(Map.of("unit", name));
            // Registered from the kernel's context: the app's own may not be valid yet while it is starting.
            ServiceRegistration<Tx> service =
                    context.registerService(Tx.class, new TxImpl(unit, database, signals, clock), properties);
            Unit added = new Unit(unit, service);
            loaders.put(bundle.getBundleId(), loader);
            units.put(name, added);
            failures.remove(name);
            return added;
        } catch (Exception e) {
            LOG.error("The tables of {} are not usable; the app stays without a database", name, e);
            failures.put(
                    name, String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown"));
            return new Unit(null, null);
        }
    }

    private static List<URL> scripts(Bundle bundle) {
        Enumeration<URL> found = bundle.findEntries("db", "V*.sql", false);
        return found == null ? List.of() : Collections.list(found);
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Unit unit) {}

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Unit unit) {
        failures.remove(bundle.getSymbolicName());
        if (unit.persistence() == null) {
            return;
        }
        units.remove(bundle.getSymbolicName());
        try {
            unit.service().unregister();
        } catch (IllegalStateException alreadyGone) {
            LOG.debug("Unregistered with the kernel");
        }
        unit.persistence().close();
    }

    /** OpenJPA keeps entity classes statically. A stopped bundle may return with them, an unresolved one may not. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNRESOLVED || event.getType() == BundleEvent.UNINSTALLED) {
            ClassLoader gone = loaders.remove(event.getBundle().getBundleId());
            if (gone != null) {
                PCRegistry.deRegister(gone);
            }
        }
    }

    @Override
    @Deactivate
    public void close() {
        context.removeBundleListener(this);
        tracker.close();
    }
}
