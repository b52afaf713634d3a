package kr.dure.storage.internal.export;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's imports. */
@Path("/")
public final class ImportResource {
    private final ImportService service;

    ImportResource(ImportService service) {
        this.service = service;
    }

    /** Takes an uploaded archive in, in the background: all of it or nothing. */
    @POST
    @RequiresPermission(TransferPermissions.IMPORT)
    public Response order(NewImport order) {
        ImportView ordered = service.order(order);
        return Response.status(202)
                .header("Location", "/api/imports/" + ordered.id())
                .entity(ordered)
                .build();
    }

    /** Newest first. */
    @GET
    @RequiresPermission(TransferPermissions.IMPORT)
    public Page<ImportView> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(TransferPermissions.IMPORT)
    public ImportView get(@PathParam("id") UUID id) {
        return service.get(id);
    }
}
