package kr.dure.billing.internal.paper;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import kr.dure.web.RequiresPermission;

/** Whom people of a company turn to: what the supplier's papers say, without the bank account. */
@Path("/")
public final class ServiceCentreResource {
    private final Parties parties;

    ServiceCentreResource(Parties parties) {
        this.parties = parties;
    }

    /** Empty texts where the operator has set nothing. */
    public record ServiceCentre(String name, String phone, String fax, String email) {}

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public ServiceCentre get() {
        Supplier supplier = parties.supplier();
        return new ServiceCentre(supplier.name(), supplier.phone(), supplier.fax(), supplier.email());
    }
}
