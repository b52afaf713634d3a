package kr.dure.billing.internal.paper;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/supplier}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-supplier", "osgi.jakartars.application.base=/api/operator/supplier"})
public final class SupplierApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SupplierApi(@Reference Parties parties) {
        resources = Set.of(new SupplierResource(parties));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
