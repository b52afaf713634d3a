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
import kr.dure.billing.internal.request.Versions;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Quotes for prospects (B9), for the operator. */
@Path("/")
public final class OperatorQuoteResource {
    private final QuoteService quotes;

    OperatorQuoteResource(QuoteService quotes) {
        this.quotes = quotes;
    }

    /** Newest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Quote.View> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return quotes.list(after, Page.checkLimit(limit));
    }

    @POST
    @Idempotent(status = 201)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Quote.View create(QuoteRequest request) {
        return quotes.create(request);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response get(@PathParam("id") UUID id) {
        return QuoteResource.answer(quotes.view(quotes.get(id)));
    }

    @GET
    @Path("{id}.pdf")
    @Produces("application/pdf")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response pdf(@PathParam("id") UUID id) {
        return QuoteResource.file(quotes, quotes.get(id));
    }

    /** Sends the PDF by e-mail or fax. */
    @POST
    @Path("{id}/send")
    @Idempotent(status = 200)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Quote.View send(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, QuoteService.Sending sending) {
        return quotes.send(id, sending, Versions.of(ifMatch));
    }

    /** Notes that the customer agreed. */
    @POST
    @Path("{id}/accept")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response accept(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return QuoteResource.answer(quotes.accept(id, Versions.of(ifMatch)));
    }

    /** Makes an order of it, while it is valid. */
    @POST
    @Path("{id}/order")
    @Idempotent(status = 201)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Quote.View order(@PathParam("id") UUID id) {
        return quotes.order(id);
    }
}
