package kr.dure.billing.internal.payment;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/arrears}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-arrears", "osgi.jakartars.application.base=/api/operator/arrears"})
public final class OperatorArrearsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorArrearsApi(@Reference ArrearsService arrears, @Reference ArrearsPolicies policies) {
        resources = Set.of(new OperatorArrearsResource(arrears, policies));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
