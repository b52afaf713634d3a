package kr.dure.approval.internal.document;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.ETags;
import kr.dure.approval.internal.document.LineService.NewLine;
import kr.dure.approval.internal.document.LineService.SavedLine;
import kr.dure.web.Page;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;

/** Lines (결재선): simulated and saved ones. */
@Path("lines")
public final class LineResource {
    private final LineService lines;
    private final DocumentService documents;

    public LineResource(LineService lines, DocumentService documents) {
        this.lines = lines;
        this.documents = documents;
    }

    /** Who would be in the line of a document, and why. */
    @POST
    @Path("simulate")
    @ReadsOnly
    @RequiresPermission(ApprovalPermissions.USE)
    public LinePlan simulate(Question question) {
        return documents.plan(
                question == null ? null : question.formId(),
                question == null ? null : question.values(),
                question == null ? null : question.departmentId());
    }

    @GET
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<SavedLine> list() {
        return lines.list();
    }

    @POST
    @RequiresPermission(ApprovalPermissions.USE)
    public Response add(NewLine line) {
        return answer(201, lines.add(line));
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, NewLine line) {
        return answer(200, lines.change(id, line, ETags.version(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public void remove(@PathParam("id") UUID id) {
        lines.remove(id);
    }

    /** @param departmentId which of the caller's; null for the main one */
    public record Question(UUID formId, Map<String, Object> values, UUID departmentId) {}

    private static Response answer(int status, SavedLine line) {
        return ETags.answer(status, line, line.version());
    }
}
