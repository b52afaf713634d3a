package kr.dure.billing.internal.quote;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.request.Versions;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** A company's quotes (B9). */
@Path("/")
public final class QuoteResource {
    private final QuoteService quotes;

    QuoteResource(QuoteService quotes) {
        this.quotes = quotes;
    }

    /** Newest first. */
    @GET
    @RequiresPermission(BillingPermissions.READ)
    public Page<Quote.View> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return quotes.list(after, Page.checkLimit(limit));
    }

    @POST
    @Idempotent(status = 201)
    @RequiresPermission(BillingPermissions.MANAGE)
    public Quote.View create(QuoteRequest request) {
        return quotes.create(request);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(BillingPermissions.READ)
    public Response get(@PathParam("id") UUID id) {
        return answer(quotes.view(quotes.get(id)));
    }

    @GET
    @Path("{id}.pdf")
    @Produces("application/pdf")
    @RequiresPermission(BillingPermissions.READ)
    public Response pdf(@PathParam("id") UUID id) {
        return file(quotes, quotes.get(id));
    }

    /** Sends the PDF by e-mail or fax. */
    @POST
    @Path("{id}/send")
    @Idempotent(status = 200)
    @RequiresPermission(BillingPermissions.MANAGE)
    public Quote.View send(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, QuoteService.Sending sending) {
        return quotes.send(id, sending, Versions.of(ifMatch));
    }

    /** Notes that the customer agreed. */
    @POST
    @Path("{id}/accept")
    @RequiresPermission(BillingPermissions.MANAGE)
    public Response accept(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return answer(quotes.accept(id, Versions.of(ifMatch)));
    }

    /** Makes an order of it, while it is valid. */
    @POST
    @Path("{id}/order")
    @Idempotent(status = 201)
    @RequiresPermission(BillingPermissions.MANAGE)
    public Quote.View order(@PathParam("id") UUID id) {
        return quotes.order(id);
    }

    static Response answer(Quote.View quote) {
        return Response.ok(quote).tag(String.valueOf(quote.version())).build();
    }

    static Response file(QuoteService quotes, Quote quote) {
        return Response.ok(quotes.pdf(quote), "application/pdf")
                .header("Content-Disposition", "attachment; filename=\"quote-" + quote.number() + ".pdf\"")
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
