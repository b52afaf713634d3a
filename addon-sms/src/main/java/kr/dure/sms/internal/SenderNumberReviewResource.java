package kr.dure.sms.internal;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The operator's review of sender numbers. */
@Path("sender-numbers")
public final class SenderNumberReviewResource {
    private final SenderNumberService service;

    SenderNumberReviewResource(SenderNumberService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<SenderNumber> list(
            @QueryParam("state") SenderNumber.State state,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.listAll(Optional.ofNullable(state), after, Page.checkLimit(limit));
    }

    @POST
    @Path("{id}/approve")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public SenderNumber approve(@PathParam("id") UUID id, @QueryParam("validUntil") LocalDate validUntil) {
        return service.approve(id, validUntil);
    }

    @POST
    @Path("{id}/reject")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public SenderNumber reject(@PathParam("id") UUID id, Rejection request) {
        return service.reject(id, request.reason());
    }

    @GET
    @Path("{id}/proof")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response proof(@PathParam("id") UUID id) {
        return service.anyProof(id).toResponse();
    }

    /** @param reason what the company is told, 1 to 500 characters */
    public record Rejection(String reason) {}
}
