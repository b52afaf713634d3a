package kr.dure.sms.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Text messages of the company. */
@Path("messages")
public final class MessageResource {
    private final MessageService service;

    MessageResource(MessageService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @RequiresPermission(SmsApp.SEND)
    public Message.Accepted send(NewMessage request) {
        return service.send(request);
    }

    @GET
    @RequiresPermission(SmsApp.SEND)
    public Page<Message> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(SmsApp.SEND)
    public Message get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Takes back what has not been handed to a carrier. */
    @POST
    @Path("{id}/cancel")
    @RequiresPermission(SmsApp.SEND)
    public Message cancel(@PathParam("id") UUID id) {
        return service.cancel(id);
    }

    @POST
    @Path("{id}/approve")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Message approve(@PathParam("id") UUID id) {
        return service.approve(id);
    }

    @POST
    @Path("{id}/reject")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Message reject(@PathParam("id") UUID id) {
        return service.reject(id);
    }
}
