package kr.dure.billing.internal.request;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.request.ServiceRequest.View;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What the company asks the service centre to change (S5). */
@Path("/")
public final class ServiceRequestResource {
    private final ServiceRequests requests;

    ServiceRequestResource(ServiceRequests requests) {
        this.requests = requests;
    }

    @GET
    @RequiresPermission(BillingPermissions.READ)
    public Page<View> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return requests.list(after, Page.checkLimit(limit));
    }

    @POST
    @Idempotent(status = 201)
    @RequiresPermission(BillingPermissions.MANAGE)
    public View create(ServiceRequests.NewRequest request) {
        return requests.create(request);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(BillingPermissions.READ)
    public Response get(@PathParam("id") UUID id) {
        return answer(requests.get(id));
    }

    /** Takes it back, until its day has come. */
    @POST
    @Path("{id}/withdraw")
    @RequiresPermission(BillingPermissions.MANAGE)
    public Response withdraw(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return answer(requests.withdraw(id, Versions.of(ifMatch)));
    }

    static Response answer(ServiceRequests.Versioned<?> versioned) {
        return Response.ok(versioned.body())
                .tag(String.valueOf(versioned.version()))
                .build();
    }
}
