package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/auth}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=auth", "osgi.jakartars.application.base=/api/auth"})
public final class AuthApi extends Application {
    private final Set<Object> resources;

    @Activate
    public AuthApi(@Reference LoginService logins, @Reference AccountService accounts) {
        resources = Set.of(new AuthResource(logins, accounts));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
