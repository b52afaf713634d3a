package kr.dure.web.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.product.Entitlements;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/ui}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=ui", "osgi.jakartars.application.base=/api/ui"})
public final class UiApi extends Application {
    private final Set<Object> resources;

    @Activate
    public UiApi(@Reference UiModules modules, @Reference InstalledApps apps, @Reference Entitlements entitlements) {
        resources = Set.of(new UiResource(modules, apps, entitlements));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
