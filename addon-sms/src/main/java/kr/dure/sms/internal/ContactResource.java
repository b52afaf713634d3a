package kr.dure.sms.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Groups, lists of recipients, and opt-outs. */
@Path("")
public final class ContactResource {
    private final ContactService service;

    ContactResource(ContactService service) {
        this.service = service;
    }

    @GET
    @Path("groups")
    @RequiresPermission(SmsApp.SEND)
    public Page<ContactGroup> groups(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.groups(after, Page.checkLimit(limit));
    }

    @POST
    @Path("groups")
    @RequiresPermission(SmsApp.SEND)
    public Response create(NewGroup group) {
        return Response.status(201)
                .entity(service.create(group.name(), group.contacts()))
                .build();
    }

    @GET
    @Path("groups/{id}")
    @RequiresPermission(SmsApp.SEND)
    public ContactGroup group(@PathParam("id") UUID id) {
        return service.group(id);
    }

    @PUT
    @Path("groups/{id}")
    @RequiresPermission(SmsApp.SEND)
    public ContactGroup replace(@PathParam("id") UUID id, NewGroup group) {
        return service.replace(id, group.name(), group.contacts());
    }

    @DELETE
    @Path("groups/{id}")
    @RequiresPermission(SmsApp.SEND)
    public void delete(@PathParam("id") UUID id) {
        service.delete(id);
    }

    /** Reads a CSV file; what it answers as recipients can be sent as such, what as errors can be mended. */
    @POST
    @Path("recipient-lists")
    @Consumes("text/csv")
    @RequiresPermission(SmsApp.SEND)
    public RecipientList read(byte[] file) {
        return RecipientList.read(file);
    }

    @GET
    @Path("opt-outs")
    @RequiresPermission(SmsApp.SEND)
    public Page<OptOut> optOuts(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.optOuts(after, Page.checkLimit(limit));
    }

    @POST
    @Path("opt-outs")
    @RequiresPermission(SmsApp.SEND)
    public Response optOut(NewOptOut optOut) {
        return Response.status(201).entity(service.optOut(optOut.number())).build();
    }

    @DELETE
    @Path("opt-outs/{number}")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public void consent(@PathParam("number") String number) {
        service.consent(number);
    }

    /** @param contacts with their merge fields; may be absent */
    public record NewGroup(String name, List<Addressee> contacts) {}

    /** @param number a mobile number */
    public record NewOptOut(String number) {}
}
