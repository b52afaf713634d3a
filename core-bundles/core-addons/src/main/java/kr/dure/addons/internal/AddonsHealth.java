package kr.dure.addons.internal;

import java.util.stream.Collectors;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which add-ons are switched off for everyone, and why. */
@Component
public final class AddonsHealth implements HealthCheck {
    private final AddonService service;
    private final TenantDirectory tenants;

    @Activate
    public AddonsHealth(@Reference AddonService service, @Reference TenantDirectory tenants) {
        this.service = service;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "addons";
    }

    @Override
    public Health check() {
        String off = Tenants.call(tenants.operator(), () -> service.ledger().list()).stream()
                .filter(row -> row.state() == AddonState.QUARANTINED)
                .map(row -> row.id() + ": " + row.reason())
                .collect(Collectors.joining("; "));
        return off.isEmpty() ? Health.UP : new Health(Status.DEGRADED, off);
    }
}
