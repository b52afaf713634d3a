package kr.dure.persistence.internal.event;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.UUID;
import kr.dure.web.BadRequest;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Durable subscriptions and their dead letters. */
@Path("/")
public final class EventResource {
    private final EventService service;

    EventResource(EventService service) {
        this.service = service;
    }

    @GET
    @Path("subscriptions")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Subscription> subscriptions() {
        return new Page<>(service.subscriptions(), null);
    }

    @POST
    @Path("subscriptions/{name}/pause")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void pause(@PathParam("name") String name) {
        service.pause(name, true);
    }

    @POST
    @Path("subscriptions/{name}/resume")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void resume(@PathParam("name") String name) {
        service.pause(name, false);
    }

    /** Delivers again what was published from a time on, at most 30 days back. */
    @POST
    @Path("subscriptions/{name}/replay")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void rewind(@PathParam("name") String name, Rewind request) {
        if (request.from() == null) {
            throw new BadRequest("from", "from 값이 필요합니다.", "from is required.");
        }
        service.rewind(name, request.from().toInstant());
    }

    @GET
    @Path("dead-letters")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<DeadLetter> deadLetters(
            @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.deadLetters(after, Page.checkLimit(limit));
    }

    @POST
    @Path("dead-letters/{subscription}/{id}/replay")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void replay(@PathParam("subscription") String subscription, @PathParam("id") UUID id) {
        service.replay(subscription, id);
    }

    @DELETE
    @Path("dead-letters/{subscription}/{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void discard(@PathParam("subscription") String subscription, @PathParam("id") UUID id) {
        service.discard(subscription, id);
    }

    /** @param from the first moment whose events are delivered again */
    public record Rewind(OffsetDateTime from) {}
}
