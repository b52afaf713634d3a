package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/identity}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=identity", "osgi.jakartars.application.base=/api/identity"})
public final class IdentityApi extends Application {
    private final Set<Object> resources;

    @Activate
    public IdentityApi(@Reference AccountService accounts) {
        resources = Set.of(new AccountResource(accounts));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
