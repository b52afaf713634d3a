package kr.dure.web.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/load}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=load", "osgi.jakartars.application.base=/api/operator/load"})
public final class LoadApi extends Application {
    private final Set<Object> resources;

    @Activate
    public LoadApi(@Reference Load load) {
        resources = Set.of(new LoadResource(load));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
