package kr.dure.billing.internal.request;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/service-requests}. */
@Component(
        service = Application.class,
        property = {
            "osgi.jakartars.name=service-requests",
            "osgi.jakartars.application.base=/api/billing/service-requests"
        })
public final class ServiceRequestsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ServiceRequestsApi(@Reference ServiceRequests requests) {
        resources = Set.of(new ServiceRequestResource(requests));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
