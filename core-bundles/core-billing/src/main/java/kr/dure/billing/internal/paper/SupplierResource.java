package kr.dure.billing.internal.paper;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.billing.internal.request.Versions;
import kr.dure.web.RequiresPermission;

/** Who issues the invoices and quotes of this installation. */
@Path("/")
public final class SupplierResource {
    private final Parties parties;

    SupplierResource(Parties parties) {
        this.parties = parties;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response get() {
        return answer(parties.supplier());
    }

    /** Papers of before keep what was set then. */
    @PUT
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response put(@HeaderParam("If-Match") String ifMatch, Supplier supplier) {
        return answer(parties.setSupplier(supplier, Versions.of(ifMatch)));
    }

    private static Response answer(Supplier supplier) {
        return Response.ok(supplier).tag(String.valueOf(supplier.version())).build();
    }
}
