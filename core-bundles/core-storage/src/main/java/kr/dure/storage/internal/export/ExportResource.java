package kr.dure.storage.internal.export;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;

/** The company's exports. */
@Path("/")
public final class ExportResource {
    private final ExportService service;

    ExportResource(ExportService service) {
        this.service = service;
    }

    /** Orders an export; it is written in the background. Open while the company is read-only. */
    @POST
    @ReadsOnly
    @RequiresPermission(TransferPermissions.EXPORT)
    public Response order(NewExport order) {
        ExportView export = service.order(order);
        return Response.status(202)
                .header("Location", "/api/exports/" + export.id())
                .entity(export)
                .build();
    }

    /** Newest first. */
    @GET
    @RequiresPermission(TransferPermissions.EXPORT)
    public Page<ExportView> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(TransferPermissions.EXPORT)
    public ExportView get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Cancels an export that is under way, or deletes the archive of one that is done. */
    @DELETE
    @Path("{id}")
    @RequiresPermission(TransferPermissions.EXPORT)
    public void delete(@PathParam("id") UUID id) {
        service.delete(id);
    }

    /** The archive, whole or a range of it. */
    @GET
    @Path("{id}/archive")
    @RequiresPermission(TransferPermissions.EXPORT)
    public Response archive(
            @PathParam("id") UUID id,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        return ArchiveAnswer.of(begins -> service.download(id, begins), range, ifRange, ifNoneMatch);
    }
}
