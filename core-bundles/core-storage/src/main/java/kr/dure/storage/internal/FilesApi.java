package kr.dure.storage.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/files}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=files", "osgi.jakartars.application.base=/api/files"})
public final class FilesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public FilesApi(@Reference FileService service) {
        resources = Set.of(new FileResource(service), new UploadResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
