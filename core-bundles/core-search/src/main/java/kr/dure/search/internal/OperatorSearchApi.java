package kr.dure.search.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/search}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-search", "osgi.jakartars.application.base=/api/operator/search"})
public final class OperatorSearchApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorSearchApi(@Reference RebuildService rebuilds) {
        resources = Set.of(new OperatorRebuildResource(rebuilds));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
