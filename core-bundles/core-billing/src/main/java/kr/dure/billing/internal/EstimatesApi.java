package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/public/estimates}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=estimates", "osgi.jakartars.application.base=/api/public/estimates"})
public final class EstimatesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public EstimatesApi(@Reference EstimateService service) {
        resources = Set.of(new EstimateResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
