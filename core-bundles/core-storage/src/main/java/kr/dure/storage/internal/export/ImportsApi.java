package kr.dure.storage.internal.export;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/imports}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=imports", "osgi.jakartars.application.base=/api/imports"})
public final class ImportsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ImportsApi(@Reference ImportService service) {
        resources = Set.of(new ImportResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
