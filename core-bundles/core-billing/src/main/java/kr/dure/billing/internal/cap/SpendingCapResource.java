package kr.dure.billing.internal.cap;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.request.Versions;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What the company itself allows to be spent per meter and month. */
@Path("/")
public final class SpendingCapResource {
    private final SpendingCapsImpl caps;

    SpendingCapResource(SpendingCapsImpl caps) {
        this.caps = caps;
    }

    @GET
    @RequiresPermission(BillingPermissions.READ)
    public Page<SpendingCap> list() {
        return new Page<>(caps.list(), null);
    }

    @GET
    @Path("{meter}")
    @RequiresPermission(BillingPermissions.READ)
    public Response get(@PathParam("meter") String meter) {
        return answer(caps.get(meter));
    }

    /** Sets the cap of a meter, or of a product for all of its meters. */
    @PUT
    @Path("{meter}")
    @RequiresPermission(BillingPermissions.MANAGE)
    public Response put(
            @PathParam("meter") String meter, @HeaderParam("If-Match") String ifMatch, SpendingCapsImpl.NewCap cap) {
        return answer(caps.put(meter, cap, Versions.of(ifMatch)));
    }

    @DELETE
    @Path("{meter}")
    @RequiresPermission(BillingPermissions.MANAGE)
    public void delete(@PathParam("meter") String meter, @HeaderParam("If-Match") String ifMatch) {
        caps.delete(meter, Versions.of(ifMatch));
    }

    private static Response answer(SpendingCap cap) {
        return Response.ok(cap).tag(Integer.toString(cap.version())).build();
    }
}
