package kr.dure.billing.internal.payment;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Companies in arrears, and the days of the ladder, for the operator. */
@Path("/")
public final class OperatorArrearsResource {
    private final ArrearsService arrears;
    private final ArrearsPolicies policies;

    OperatorArrearsResource(ArrearsService arrears, ArrearsPolicies policies) {
        this.arrears = arrears;
        this.policies = policies;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<ArrearsService.Listed> list(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return arrears.list(after, Page.checkLimit(limit));
    }

    /** The days of the ladder, by the day from which ladders begin with them. */
    @GET
    @Path("policies")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<ArrearsPolicies.View> policies() {
        return Page.whole(policies.list());
    }

    @POST
    @Path("policies")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response add(ArrearsPolicies.View policy) {
        return Response.status(201).entity(policies.add(policy)).build();
    }
}
