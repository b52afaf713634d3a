package kr.dure.billing.internal.contract;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/contracts}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=contracts", "osgi.jakartars.application.base=/api/billing/contracts"})
public final class ContractsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ContractsApi(@Reference Contracts service) {
        resources = Set.of(new ContractResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
