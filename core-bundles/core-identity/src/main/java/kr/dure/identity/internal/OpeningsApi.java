package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.tenant.OpeningResource;
import kr.dure.tenant.Openings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/public/openings}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=public-openings", "osgi.jakartars.application.base=/api/public/openings"})
public final class OpeningsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OpeningsApi(@Reference Openings openings) {
        resources = Set.of(new OpeningResource(openings));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
