package kr.dure.addons.internal;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Hides from an add-on every service that its manifest does not ask for, and every {@code Tx} but its own. This is against
 * oversight: code in the same process that means harm finds a way, and against that stands the signature.
 */
@Component(
        service = {FindHook.class, EventListenerHook.class, ServiceHiding.class},
        immediate = true) // has to be there before the first add-on
public final class ServiceHiding implements FindHook, EventListenerHook {
    private static final String TX = "kr.dure.persistence.Tx";

    /** What the component runtime needs in a component's own name. */
    private static final Set<String> EVERYBODYS = Set.of(
            "org.osgi.service.condition.Condition",
            "org.osgi.service.log.LoggerFactory",
            "org.osgi.service.log.LogService");

    private final Map<Bundle, Set<String>> declared = new WeakHashMap<>();

    @Activate
    public ServiceHiding() {}

    @Override
    public void find(
            BundleContext context, String name, String filter, boolean all, Collection<ServiceReference<?>> found) {
        Bundle bundle = context.getBundle();
        if (AddonFramework.isAddon(bundle)) {
            // The framework's collections know removal by their iterators and nothing else.
            for (Iterator<ServiceReference<?>> each = found.iterator(); each.hasNext(); ) {
                if (!shows(bundle, each.next())) {
                    each.remove();
                }
            }
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            return; // whoever did not see it come does not mind
        }
        for (Iterator<BundleContext> each = listeners.keySet().iterator(); each.hasNext(); ) {
            Bundle bundle = each.next().getBundle();
            if (AddonFramework.isAddon(bundle) && !shows(bundle, event.getServiceReference())) {
                each.remove();
            }
        }
    }

    private boolean shows(Bundle bundle, ServiceReference<?> service) {
        if (bundle.equals(service.getBundle())) {
            return true;
        }
        Set<String> wanted = declared(bundle);
        boolean visible = Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                .anyMatch(name -> wanted.contains(name) || EVERYBODYS.contains(name));
        Object unit = service.getProperty("unit");
        return visible
                && (unit == null
                        || !Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                                .anyMatch(TX::equals)
                        || unit.equals(bundle.getSymbolicName()));
    }

    private Set<String> declared(Bundle bundle) {
        synchronized (declared) {
            Set<String> known = declared.get(bundle);
            if (known == null) {
                BundleRevision revision = bundle.adapt(BundleRevision.class);
                known = revision == null
                        ? Set.of()
                        : revision.getDeclaredRequirements(Needs.SERVICE).stream()
                                .flatMap(need -> Needs.interfaces(need).stream())
                                .collect(Collectors.toSet());
                declared.put(bundle, known);
            }
            return known;
        }
    }
}
