package kr.dure.billing.internal.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Auto-debit, for the operator: a file out, its result in. */
@Path("/")
public final class AutoDebitResource {
    private final AutoDebits debits;

    AutoDebitResource(AutoDebits debits) {
        this.debits = debits;
    }

    /** Newest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<DebitRun> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return debits.list(after, Page.checkLimit(limit));
    }

    /** Orders the collection of everything owed by companies that agreed to auto-debit. */
    @POST
    @Idempotent(status = 201)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public DebitRun create(DebitRun.Request request) {
        return debits.create(request);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public DebitRun get(@PathParam("id") UUID id) {
        return debits.get(id);
    }

    /** The file for the bank, the same each time. */
    @GET
    @Path("{id}/file")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response file(@PathParam("id") UUID id) {
        DebitRun run = debits.get(id);
        return Response.ok(debits.file(id), MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + CmsFormat.fileName("EB21", run.collectOn()) + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** The bank's answer. */
    @POST
    @Path("{id}/result")
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_PLAIN})
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public DebitRun result(@PathParam("id") UUID id, byte[] file) {
        return debits.result(id, file);
    }
}
