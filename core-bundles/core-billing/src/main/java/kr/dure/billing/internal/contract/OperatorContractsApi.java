package kr.dure.billing.internal.contract;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/contracts}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-contracts", "osgi.jakartars.application.base=/api/operator/contracts"
        })
public final class OperatorContractsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorContractsApi(@Reference OperatorContracts service) {
        resources = Set.of(new OperatorContractResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
