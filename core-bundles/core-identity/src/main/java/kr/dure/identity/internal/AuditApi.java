package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.audit.AuditResource;
import kr.dure.identity.internal.audit.AuditService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/audit}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=audit", "osgi.jakartars.application.base=/api/audit"})
public final class AuditApi extends Application {
    private final Set<Object> resources;

    @Activate
    public AuditApi(@Reference AuditService audit) {
        resources = Set.of(new AuditResource(audit));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
