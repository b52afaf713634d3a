package kr.dure.web.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.web.Operations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operations}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operations", "osgi.jakartars.application.base=/api/operations"})
public final class OperationsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperationsApi(@Reference Operations operations) {
        resources = Set.of(new OperationResource(operations));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
