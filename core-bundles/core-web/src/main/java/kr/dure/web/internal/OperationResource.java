package kr.dure.web.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import kr.dure.web.NotFound;
import kr.dure.web.Operations;
import kr.dure.web.RequiresPermission;

/** Long work of the tenant. */
@Path("/")
public final class OperationResource {
    private final Operations operations;

    OperationResource(Operations operations) {
        this.operations = operations;
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Operations.Operation get(@PathParam("id") UUID id) {
        return operations.find(id).orElseThrow(() -> new NotFound("그런 작업이 없습니다.", "There is no such operation."));
    }
}
