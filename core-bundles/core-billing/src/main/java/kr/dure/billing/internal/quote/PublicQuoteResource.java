package kr.dure.billing.internal.quote;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import kr.dure.billing.internal.paper.Html;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.RequiresPermission;

/** Quotes for whoever is no customer yet (B9). */
@Path("/")
public final class PublicQuoteResource {
    private final PublicQuotes quotes;
    private final QuoteService service;

    PublicQuoteResource(PublicQuotes quotes, QuoteService service) {
        this.quotes = quotes;
        this.service = service;
    }

    /** A form to be filled in and handed in once, after three seconds and within two hours. */
    @GET
    @Path("form")
    @RequiresPermission(RequiresPermission.NONE)
    public PublicQuotes.Form form() {
        return quotes.form();
    }

    /** Asks for a quote. Nothing is shown or sent before the link in the mail to that address was opened. */
    @POST
    @RequiresPermission(RequiresPermission.NONE)
    public Response ask(PublicQuotes.Inquiry inquiry, @Context UriInfo uri) {
        return Response.status(202)
                .entity(quotes.ask(inquiry, base(uri) + "/api/public/quotes/confirmation?token="))
                .build();
    }

    /** The host is the operator's own name, never what a header says. */
    private static String base(UriInfo uri) {
        int port = uri.getBaseUri().getPort();
        boolean secure = Clients.find().map(Client::secure).orElse(true);
        return (secure ? "https://" : "http://") + Tenants.current().host() + (port > 0 ? ":" + port : "");
    }

    /** What the link in the mail shows: a button, as mail scanners open links too. */
    @GET
    @Path("confirmation")
    @Produces(MediaType.TEXT_HTML)
    @RequiresPermission(RequiresPermission.NONE)
    public Response confirmation(@QueryParam("token") String token) {
        return page(
                new Text("견적 신청 확인", "Confirm your request"),
                "<form method=\"post\" action=\"confirmation\"><input type=\"hidden\" name=\"token\" value=\""
                        + Html.text(token) + "\"><button type=\"submit\">"
                        + say(new Text("확인하고 견적서 받기", "Confirm and get the quotation")) + "</button></form>");
    }

    @POST
    @Path("confirmation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @RequiresPermission(RequiresPermission.NONE)
    public Response confirmByPage(@FormParam("token") String token) {
        PublicQuotes.Confirmed confirmed = quotes.confirm(token);
        return page(
                new Text("견적서를 보냈습니다", "The quotation was sent"),
                "<p>" + Html.text(confirmed.quote().number()) + " · "
                        + Html.won(confirmed.quote().payable()) + say(new Text("원", " won")) + "</p><p><a href=\""
                        + confirmed.quote().id() + ".pdf?token=" + confirmed.token() + "\">PDF</a></p>");
    }

    /** The same for programs. */
    @POST
    @Path("confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresPermission(RequiresPermission.NONE)
    public PublicQuotes.Confirmed confirm(Token token) {
        return quotes.confirm(token.token());
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.NONE)
    public Quote.View get(@PathParam("id") UUID id, @QueryParam("token") String token) {
        return service.view(quotes.get(id, token));
    }

    @GET
    @Path("{id}.pdf")
    @Produces("application/pdf")
    @RequiresPermission(RequiresPermission.NONE)
    public Response pdf(@PathParam("id") UUID id, @QueryParam("token") String token) {
        return QuoteResource.file(service, quotes.get(id, token));
    }

    /** Makes a company of it; done twice it is done once. */
    @POST
    @Path("{id}/order")
    @RequiresPermission(RequiresPermission.NONE)
    public Response order(@PathParam("id") UUID id, PublicQuotes.Order order) {
        return Response.status(201).entity(quotes.order(id, order)).build();
    }

    /** @param token of the mail, or of the answer to it */
    public record Token(String token) {}

    private static String say(Text text) {
        return text.in(Clients.language());
    }

    private static Response page(Text title, String body) {
        return Response.ok(
                        "<!doctype html><html lang=\"" + Clients.language().getLanguage()
                                + "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
                                + say(title) + "</title><h1>" + say(title) + "</h1>" + body + "</html>",
                        MediaType.TEXT_HTML + ";charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
