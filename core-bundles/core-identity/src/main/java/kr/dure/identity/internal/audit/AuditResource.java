package kr.dure.identity.internal.audit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's audit log: who did what, when, from where, to whose data. */
@Path("/")
public final class AuditResource {
    private final AuditService audit;

    public AuditResource(AuditService audit) {
        this.audit = audit;
    }

    @GET
    @RequiresPermission(AuditPermissions.READ)
    public Page<AuditEntry> list(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("actor") String actor,
            @QueryParam("action") String action,
            @QueryParam("subject") String subject,
            @QueryParam("address") String address,
            @QueryParam("q") String text,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return audit.list(
                AuditFilter.of(from, to, actor, action, subject, address, text, null), after, Page.checkLimit(limit));
    }

    @POST
    @Path("exports")
    @RequiresPermission(AuditPermissions.READ)
    public Response export(AuditService.NewExport export) {
        return Response.ok(audit.export(export), "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }
}
