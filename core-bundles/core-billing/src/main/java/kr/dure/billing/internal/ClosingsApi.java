package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/closings}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=closings", "osgi.jakartars.application.base=/api/operator/closings"})
public final class ClosingsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ClosingsApi(@Reference ClosingService service) {
        resources = Set.of(new ClosingResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
