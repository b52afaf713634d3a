package kr.dure.billing.internal.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's term contracts, and what was paid ahead for them. */
@Path("/")
public final class ContractResource {
    private final Contracts contracts;

    ContractResource(Contracts contracts) {
        this.contracts = contracts;
    }

    /** In the order of their days. */
    @GET
    @RequiresPermission(BillingPermissions.READ)
    public Page<Contract.WithEntries> list() {
        return new Page<>(contracts.list(), null);
    }
}
