package kr.dure.billing.internal.credit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Invoice;
import kr.dure.identity.Clients;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The invoices of all companies; corrected by credit notes only. */
@Path("/")
public final class OperatorInvoiceResource {
    private final OperatorInvoices invoices;

    OperatorInvoiceResource(OperatorInvoices invoices) {
        this.invoices = invoices;
    }

    /** Those of one company, oldest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Invoice.View> list(
            @QueryParam("customer") UUID customer,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Locale locale = Clients.language();
        Page<Invoice> page = invoices.list(customer, after, Page.checkLimit(limit));
        return new Page<>(
                page.items().stream().map(invoice -> invoice.in(locale)).toList(), page.next());
    }

    @GET
    @Path("{id}/credit-notes")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<CreditNote.View> notes(@PathParam("id") UUID id) {
        Locale locale = Clients.language();
        return new Page<>(
                invoices.notes(id).stream().map(note -> note.in(locale)).toList(), null);
    }

    /** Takes back a part of an invoice. The same Idempotency-Key again gives the same note, for ever. */
    @POST
    @Path("{id}/credit-notes")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response issue(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String key, CreditNotes.NewCreditNote order) {
        return Response.status(201)
                .entity(invoices.issue(id, order, key).in(Clients.language()))
                .build();
    }
}
