package kr.dure.billing.internal.paper;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/service-centre}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=service-centre", "osgi.jakartars.application.base=/api/billing/service-centre"
        })
public final class ServiceCentreApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ServiceCentreApi(@Reference Parties parties) {
        resources = Set.of(new ServiceCentreResource(parties));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
