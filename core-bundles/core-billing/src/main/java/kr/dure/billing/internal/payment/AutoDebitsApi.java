package kr.dure.billing.internal.payment;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/auto-debits}. */
@Component(
        service = Application.class,
        property = {
            "osgi.jakartars.name=operator-auto-debits",
            "osgi.jakartars.application.base=/api/operator/auto-debits"
        })
public final class AutoDebitsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public AutoDebitsApi(@Reference AutoDebits debits) {
        resources = Set.of(new AutoDebitResource(debits));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
