package kr.dure.notification.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.notification.Mailer.State;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The operator's view of the mails of all companies: how far each is, never what it says. */
@Path("/")
public final class MailResource {
    private final MailService service;

    MailResource(MailService service) {
        this.service = service;
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
}
