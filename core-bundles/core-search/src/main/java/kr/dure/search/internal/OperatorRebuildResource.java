package kr.dure.search.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.web.RequiresPermission;

/** For companies' parts of the index. */
@Path("rebuilds")
public final class OperatorRebuildResource {
    private final RebuildService service;

    OperatorRebuildResource(RebuildService service) {
        this.service = service;
    }

    /** Has jobs build an app's part anew, of one company or of all; answers 202 with how many. */
    @POST
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response rebuild(RebuildRequest request) {
        int tenants = service.rebuildFor(request.app(), request.tenantId());
        return Response.status(202).entity(new RebuildRequest.Accepted(tenants)).build();
    }
}
