package kr.dure.billing.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.YearMonth;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The tenant's usage and invoices. */
@Path("/")
@RequiresPermission(RequiresPermission.ADMINISTRATOR)
public final class BillingResource {
    private final InvoiceService service;

    BillingResource(InvoiceService service) {
        this.service = service;
    }

    @GET
    @Path("usage")
    public InvoiceService.MonthUsage usage(@QueryParam("month") YearMonth month) {
        return service.usage(month);
    }

    @GET
    @Path("invoices")
    public Page<Invoice> invoices(
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context HttpHeaders headers) {
        return service.list(after, Page.checkLimit(limit), Languages.of(headers));
    }

    @GET
    @Path("invoices/{id}")
    public Invoice invoice(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return service.get(id, Languages.of(headers));
    }
}
