package kr.dure.approval.internal.document;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.web.RequiresPermission;

/** For other systems of the company. */
@Path("external/documents")
public final class ExternalResource {
    private final ExternalService external;

    public ExternalResource(ExternalService external) {
        this.external = external;
    }

    /** 201, or 200 with the document that the same reference made before. */
    @POST
    @RequiresPermission(ApprovalPermissions.EXTERNAL)
    public Response draft(ExternalService.ExternalDocument document) {
        ExternalService.Taken taken = external.draft(document);
        return Response.status(taken.created() ? 201 : 200).entity(taken).build();
    }
}
