package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=billing", "osgi.jakartars.application.base=/api/billing"})
public final class BillingApi extends Application {
    private final Set<Object> resources;

    @Activate
    public BillingApi(@Reference BillingService service) {
        resources = Set.of(new BillingResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
