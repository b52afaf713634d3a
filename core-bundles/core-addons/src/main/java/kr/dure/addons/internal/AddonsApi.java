package kr.dure.addons.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/addons}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-addons", "osgi.jakartars.application.base=/api/operator/addons"})
public final class AddonsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public AddonsApi(@Reference AddonService service) {
        resources = Set.of(new AddonResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
