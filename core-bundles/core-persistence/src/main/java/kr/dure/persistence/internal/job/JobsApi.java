package kr.dure.persistence.internal.job;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/jobs}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-jobs", "osgi.jakartars.application.base=/api/operator/jobs"})
public final class JobsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public JobsApi(@Reference JobService service) {
        resources = Set.of(new JobResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
