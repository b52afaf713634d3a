package kr.dure.billing.internal.request;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/service-requests}. */
@Component(
        service = Application.class,
        property = {
            "osgi.jakartars.name=operator-service-requests",
            "osgi.jakartars.application.base=/api/operator/service-requests"
        })
public final class OperatorRequestsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorRequestsApi(@Reference ServiceRequests requests) {
        resources = Set.of(new OperatorRequestResource(requests));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
