package kr.dure.search.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/search}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=search", "osgi.jakartars.application.base=/api/search"})
public final class SearchApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SearchApi(@Reference SearchService search, @Reference RebuildService rebuilds) {
        resources = Set.of(new SearchResource(search), new RebuildResource(rebuilds));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
