package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.audit.AuditService;
import kr.dure.identity.internal.audit.OperatorAuditResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/audit}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-audit", "osgi.jakartars.application.base=/api/operator/audit"})
public final class OperatorAuditApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorAuditApi(@Reference AuditService audit) {
        resources = Set.of(new OperatorAuditResource(audit));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
