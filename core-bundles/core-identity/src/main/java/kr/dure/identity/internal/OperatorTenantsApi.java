package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.account.OperatorAccess;
import kr.dure.identity.internal.tenant.OperatorTenantResource;
import kr.dure.identity.internal.tenant.TenantService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/tenants}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-tenants", "osgi.jakartars.application.base=/api/operator/tenants"})
public final class OperatorTenantsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorTenantsApi(@Reference TenantService tenants, @Reference OperatorAccess access) {
        resources = Set.of(new OperatorTenantResource(tenants, access));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
