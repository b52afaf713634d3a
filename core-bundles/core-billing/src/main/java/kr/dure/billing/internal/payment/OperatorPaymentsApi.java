package kr.dure.billing.internal.payment;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/payments}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-payments", "osgi.jakartars.application.base=/api/operator/payments"})
public final class OperatorPaymentsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorPaymentsApi(@Reference PaymentService payments) {
        resources = Set.of(new OperatorPaymentResource(payments));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
