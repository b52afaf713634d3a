package kr.dure.storage.internal.export;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/exports}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=exports", "osgi.jakartars.application.base=/api/exports"})
public final class ExportsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ExportsApi(@Reference ExportService service) {
        resources = Set.of(new ExportResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
