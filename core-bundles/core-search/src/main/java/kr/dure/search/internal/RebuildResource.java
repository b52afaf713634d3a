package kr.dure.search.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The parts of the index, one for each app. */
@Path("parts")
public final class RebuildResource {
    private final RebuildService service;

    RebuildResource(RebuildService service) {
        this.service = service;
    }

    /** All there are. */
    @GET
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Page<PartView> list() {
        return Page.whole(service.list());
    }

    /** Builds one anew; answers 202 with the operation. */
    @POST
    @Path("rebuilds")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response rebuild(RebuildRequest.Own request) {
        return Response.status(202).entity(service.rebuild(request.app())).build();
    }
}
