package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.tenant.SignUpResource;
import kr.dure.identity.internal.tenant.SignUpService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/public/signups}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=signups", "osgi.jakartars.application.base=/api/public/signups"})
public final class SignUpApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SignUpApi(@Reference SignUpService service) {
        resources = Set.of(new SignUpResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
