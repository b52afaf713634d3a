package kr.dure.billing.internal;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What everything costs, by date. */
@Path("/")
public final class PriceBookResource {
    private final PriceBookService service;

    PriceBookResource(PriceBookService service) {
        this.service = service;
    }

    /** By name, the newest first: the whole history. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<PriceBookEntry.View> list(
            @QueryParam("id") String id,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(id, after, Page.checkLimit(limit));
    }

    /** Adds a price or a policy from a day of this month or a later one on. */
    @POST
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response add(PriceBookService.NewEntry entry) {
        return Response.status(201).entity(service.add(entry)).build();
    }

    /** Takes back an entry that was in force in no month that is over. */
    @DELETE
    @Path("{id}/{effectiveFrom}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void withdraw(@PathParam("id") String id, @PathParam("effectiveFrom") LocalDate effectiveFrom) {
        service.withdraw(id, effectiveFrom);
    }
}
