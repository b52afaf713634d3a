package kr.dure.multidomain.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/multidomain}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=multidomain", "osgi.jakartars.application.base=/api/multidomain"})
public final class MultidomainApi extends Application {
    private final Set<Object> resources;

    @Activate
    public MultidomainApi(@Reference DomainService service) {
        resources = Set.of(new DomainResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
