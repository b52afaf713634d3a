package kr.dure.identity.internal.audit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What operators did, in the companies that let them in and in their own. */
@Path("/")
public final class OperatorAuditResource {
    private final AuditService audit;

    public OperatorAuditResource(AuditService audit) {
        this.audit = audit;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<AuditEntry> list(
            @QueryParam("tenantId") UUID tenant,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("actor") String actor,
            @QueryParam("action") String action,
            @QueryParam("subject") String subject,
            @QueryParam("address") String address,
            @QueryParam("q") String text,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return audit.ofOperators(
                AuditFilter.of(from, to, actor, action, subject, address, text, tenant), after, Page.checkLimit(limit));
    }
}
