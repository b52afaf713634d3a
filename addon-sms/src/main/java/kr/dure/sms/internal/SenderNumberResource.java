package kr.dure.sms.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's own sender numbers. */
@Path("sender-numbers")
public final class SenderNumberResource {
    private final SenderNumberService service;

    SenderNumberResource(SenderNumberService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(SmsApp.SEND)
    public Page<SenderNumber> list(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response register(Registration request) {
        return Response.status(201)
                .entity(service.register(request.number(), request.proof()))
                .build();
    }

    @PUT
    @Path("{id}/proof")
    @Consumes({"application/pdf", "image/jpeg", "image/png"})
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public void prove(@PathParam("id") UUID id, @HeaderParam("Content-Type") String mediaType, byte[] content) {
        service.prove(id, mediaType, content);
    }

    @GET
    @Path("{id}/proof")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response proof(@PathParam("id") UUID id) {
        return service.proof(id).toResponse();
    }

    /**
     * @param number the number, with or without hyphens
     * @param proof what shows that it is the company's, at most 500 characters; may be null
     */
    public record Registration(String number, String proof) {}
}
