package kr.dure.billing.internal.cap;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/spending-caps}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=spending-caps", "osgi.jakartars.application.base=/api/billing/spending-caps"})
public final class SpendingCapsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SpendingCapsApi(@Reference SpendingCapsImpl service) {
        resources = Set.of(new SpendingCapResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
