package kr.dure.billing.internal;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The companies, for what the operator does for one of them. */
@Component(service = Customers.class)
public final class Customers {
    private final TenantDirectory directory;

    @Activate
    public Customers(@Reference TenantDirectory directory) {
        this.directory = directory;
    }

    /**
     * Does {@code work} for a company.
     *
     * @throws NotFound when there is none with this id
     */
    public <T> T call(UUID id, Supplier<T> work) {
        Tenant customer = (id == null ? Optional.<Tenant>empty() : directory.find(id))
                .filter(tenant -> !tenant.operator())
                .orElseThrow(() -> new NotFound("그런 고객이 없습니다.", "There is no such customer."));
        return Tenants.call(customer, work);
    }
}
