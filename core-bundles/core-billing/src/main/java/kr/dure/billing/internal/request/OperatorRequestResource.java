package kr.dure.billing.internal.request;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.billing.internal.request.ServiceRequest.State;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The service centre's work on the requests of all companies (S5). */
@Path("/")
public final class OperatorRequestResource {
    private final ServiceRequests requests;

    OperatorRequestResource(ServiceRequests requests) {
        this.requests = requests;
    }

    /** Oldest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<ServiceRequests.Listed> list(
            @QueryParam("state") State state,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return requests.listAll(state, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response get(@PathParam("id") UUID id) {
        return ServiceRequestResource.answer(requests.getAny(id));
    }

    /** Says from which day on it holds, or moves that day. */
    @POST
    @Path("{id}/schedule")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response schedule(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Schedule schedule) {
        return ServiceRequestResource.answer(requests.schedule(id, schedule.effectiveOn(), Versions.of(ifMatch)));
    }

    @POST
    @Path("{id}/refuse")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response refuse(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Refusal refusal) {
        return ServiceRequestResource.answer(requests.refuse(id, refusal.reason(), Versions.of(ifMatch)));
    }

    /** Carries it out now, from today on. */
    @POST
    @Path("{id}/apply")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response apply(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return ServiceRequestResource.answer(requests.apply(id, Versions.of(ifMatch)));
    }

    /** @param effectiveOn the first day (Asia/Seoul) on which it holds, today or later */
    public record Schedule(LocalDate effectiveOn) {}

    /** @param reason for the company, in its language */
    public record Refusal(String reason) {}
}
