package kr.dure.approval.internal.document;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Boxes (문서함) of the caller. */
@Path("boxes")
public final class BoxResource {
    private final BoxService boxes;

    public BoxResource(BoxService boxes) {
        this.boxes = boxes;
    }

    /** How many documents are in each box, 100 at most. */
    @GET
    @RequiresPermission(ApprovalPermissions.USE)
    public Map<String, Integer> counts() {
        return boxes.counts();
    }

    /** Newest first. */
    @GET
    @Path("{box}")
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<BoxRow> list(
            @PathParam("box") String box,
            @QueryParam("form") UUID form,
            @QueryParam("text") String text,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("department") UUID department,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return boxes.list(box, new BoxFilter(form, text, from, to, department), after, Page.checkLimit(limit));
    }
}
