package kr.dure.addons.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.web.Operations;
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
    public AddonsApi(@Reference AddonService service, @Reference Purges purges, @Reference Operations operations) {
        resources = Set.of(new AddonResource(service, purges, new Runs(operations)));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
