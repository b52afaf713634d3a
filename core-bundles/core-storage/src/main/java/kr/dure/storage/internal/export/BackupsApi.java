package kr.dure.storage.internal.export;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/backups}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=backups", "osgi.jakartars.application.base=/api/backups"})
public final class BackupsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public BackupsApi(@Reference ExportService service) {
        resources = Set.of(new BackupResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
