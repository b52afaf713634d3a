package kr.dure.persistence.internal.event;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/events}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-events", "osgi.jakartars.application.base=/api/operator/events"})
public final class EventsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public EventsApi(@Reference EventService service) {
        resources = Set.of(new EventResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
