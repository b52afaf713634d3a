package kr.dure.search.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kr.dure.identity.Caller;
import kr.dure.product.App;
import kr.dure.product.Entitlements;
import kr.dure.search.SearchSource;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whose documents may be found now: apps that are installed and on for the tenant, and parts of the kernel. */
@Component(service = SearchableApps.class)
public final class SearchableApps {
    private final Entitlements entitlements;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<App> apps = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<SearchSource> sources = List.of();

    @Activate
    public SearchableApps(@Reference Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    SearchableApps(Entitlements entitlements, List<App> apps, List<SearchSource> sources) {
        this.entitlements = entitlements;
        this.apps = apps;
        this.sources = sources;
    }

    /** Ids of the apps in which the caller may look; a token looks where its scopes let it read. */
    Set<String> of(Caller caller) {
        Map<String, String> products = new HashMap<>();
        apps.forEach(
                app -> products.put(app.description().id(), app.description().product()));
        Set<String> found = new TreeSet<>(products.keySet());
        found.removeIf(app -> !entitlements.enabled(Tenants.current().id(), products.get(app)));
        sources.stream()
                .map(SearchSource::app)
                .filter(app -> !products.containsKey(app))
                .forEach(found::add);
        found.removeIf(app -> !caller.reaches(app, true));
        return found;
    }

    List<SearchSource> sources() {
        return sources;
    }

    Optional<SearchSource> source(String app) {
        return sources.stream().filter(source -> source.app().equals(app)).findFirst();
    }
}
