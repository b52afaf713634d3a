package kr.dure.billing.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.YearMonth;
import java.util.Locale;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What the tenant used and owes. */
@Path("/")
public final class BillingResource {
    private final BillingService service;

    BillingResource(BillingService service) {
        this.service = service;
    }

    @GET
    @Path("usage")
    @RequiresPermission(BillingPermissions.READ)
    public UsageReport.View usage(
            @QueryParam("month") YearMonth month, @QueryParam("by") @DefaultValue("meter") String by) {
        return service.usage(month, UsageReport.By.of(by)).in(Clients.language());
    }

    @GET
    @Path("invoices")
    @RequiresPermission(BillingPermissions.READ)
    public Page<Invoice.View> invoices(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        Locale locale = Clients.language();
        Page<Invoice> page = service.invoices(after, Page.checkLimit(limit));
        return new Page<>(
                page.items().stream().map(invoice -> invoice.in(locale)).toList(), page.next());
    }

    @GET
    @Path("invoices/{id}")
    @RequiresPermission(BillingPermissions.READ)
    public Invoice.View invoice(@PathParam("id") UUID id) {
        return service.invoice(id).in(Clients.language());
    }
}
