package kr.dure.addons.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/addons}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=addons", "osgi.jakartars.application.base=/api/addons"})
public final class CatalogueApi extends Application {
    private final Set<Object> resources;

    @Activate
    public CatalogueApi(@Reference Catalogue catalogue) {
        resources = Set.of(new CatalogueResource(catalogue));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
