package kr.dure.billing.internal.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.billing.internal.request.Versions;
import kr.dure.document.SheetFormat;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What companies paid, for the operator. */
@Path("/")
public final class OperatorPaymentResource {
    private final PaymentService payments;

    OperatorPaymentResource(PaymentService payments) {
        this.payments = payments;
    }

    /** Payments of one company, newest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Payment> list(
            @QueryParam("tenant") UUID tenant,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return payments.payments(tenant, after, Page.checkLimit(limit));
    }

    /** Books a payment that no statement tells. */
    @POST
    @Idempotent(status = 201)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public PaymentService.Booked record(PaymentService.NewPayment payment) {
        return payments.record(payment);
    }

    /** Takes a payment back that was booked by hand. */
    @POST
    @Path("{id}/undo")
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public PaymentService.Booked undo(@PathParam("id") UUID id, @QueryParam("tenant") UUID tenant, Reason reason) {
        return payments.undo(tenant, id, reason.reason());
    }

    /** What companies owe, oldest due day first. */
    @GET
    @Path("receivables")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<PaymentService.Owed> owed(
            @QueryParam("overdue") @DefaultValue("false") boolean overdue,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return payments.owed(overdue, after, Page.checkLimit(limit));
    }

    /** A bank's statement as the bank gives it: CSV (UTF-8 or CP949) or a workbook. The same file twice is once. */
    @POST
    @Path("statements")
    @Consumes({SheetFormat.CSV_TYPE, SheetFormat.XLSX_TYPE, "application/octet-stream"})
    @Idempotent(status = 201)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public PaymentService.Upload upload(@QueryParam("name") String name, byte[] file) {
        return payments.upload(name, file);
    }

    /** Until when payments are booked: late fees and lost discounts are decided for days until then. */
    @GET
    @Path("coverage")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public PaymentService.Coverage coverage() {
        return payments.coverage();
    }

    /** Says that all that came in until the end of a day is booked. */
    @POST
    @Path("coverage")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public PaymentService.Coverage cover(PaymentService.Coverage coverage) {
        return payments.cover(coverage);
    }

    /** Transfers of the statements, with whom the open ones may be from. */
    @GET
    @Path("transfers")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<BankLine> transfers(
            @QueryParam("state") String state,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return payments.list(state, after, Page.checkLimit(limit));
    }

    @GET
    @Path("transfers/{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response transfer(@PathParam("id") UUID id) {
        BankLine line = payments.get(id);
        return Response.ok(line).tag(String.valueOf(line.version())).build();
    }

    /** Says whose a transfer is. */
    @POST
    @Path("transfers/{id}/assign")
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public BankLine assign(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Assignment assignment) {
        return payments.assign(id, assignment.tenantId(), assignment.reason(), Versions.of(ifMatch));
    }

    /** Takes an assignment back, or takes up again what was put aside. */
    @POST
    @Path("transfers/{id}/unassign")
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public BankLine unassign(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Reason reason) {
        return payments.unassign(id, reason.reason(), Versions.of(ifMatch));
    }

    /** Puts a transfer aside that is no payment of a company. */
    @POST
    @Path("transfers/{id}/ignore")
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public BankLine ignore(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Reason reason) {
        return payments.ignore(id, reason.reason(), Versions.of(ifMatch));
    }

    /** @param reason why, at most 300 characters */
    public record Assignment(UUID tenantId, String reason) {}

    /** @param reason why, at most 300 characters */
    public record Reason(String reason) {}
}
