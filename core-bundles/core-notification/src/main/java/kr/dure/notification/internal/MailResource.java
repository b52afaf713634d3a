package kr.dure.notification.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import kr.dure.notification.Mailer.State;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The operator's view of the mails of all companies: how far each is, never what it says. */
@Path("/")
public final class MailResource {
    private final MailService service;
    private final BounceService bounces;

    MailResource(MailService service, BounceService bounces) {
        this.service = service;
        this.bounces = bounces;
    }

    /**
     * Newest first.
     *
     * @param to part of the address
     */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<MailView> list(
            @QueryParam("tenant") UUID tenant,
            @QueryParam("state") State state,
            @QueryParam("to") String to,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(tenant, state, to, after, Page.checkLimit(limit));
    }

    /** Sends a mail that failed once more. */
    @POST
    @Path("{id}/resend")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response resend(@PathParam("id") UUID id) {
        return Response.status(202).entity(service.resend(id)).build();
    }

    /**
     * Addresses of all companies that take no mail.
     *
     * @param to part of the address
     */
    @GET
    @Path("bounces")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<BounceView> bounces(
            @QueryParam("tenant") UUID tenant,
            @QueryParam("to") String to,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return bounces.listAll(tenant, to, after, Page.checkLimit(limit));
    }

    /** Takes a delivery report (RFC 3464) as it came by mail; answers the addresses that are not mailed any more. */
    @POST
    @Path("bounces")
    @Consumes("message/rfc822")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response report(InputStream message) {
        return Response.ok(Map.of("items", bounces.report(message))).build();
    }

    /** Mails are sent to it again. */
    @DELETE
    @Path("bounces/{tenant}/{address}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void release(@PathParam("tenant") UUID tenant, @PathParam("address") String address) {
        bounces.release(tenant, address);
    }
}
