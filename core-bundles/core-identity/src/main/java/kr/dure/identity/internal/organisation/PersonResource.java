package kr.dure.identity.internal.organisation;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.identity.Post;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** People and their posts, on any day. */
@Path("people")
public final class PersonResource {
    private final PersonService service;

    PersonResource(PersonService service) {
        this.service = service;
    }

    /** By name; {@code name} is a part of it in any case. */
    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<PersonView> list(
            @QueryParam("name") String name,
            @QueryParam("departmentId") UUID departmentId,
            @QueryParam("deep") String deep,
            @QueryParam("at") LocalDate at,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(name, departmentId, YesNo.read("deep", deep, false), at, after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response add(PersonService.NewPerson person) {
        return answer(Response.status(201), service.add(person));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response get(@PathParam("id") UUID id, @QueryParam("at") LocalDate at) {
        return answer(Response.ok(), service.get(id, at));
    }

    @PATCH
    @Path("{id}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, PersonService.PersonChange change) {
        return answer(Response.ok(), service.change(id, change, ETags.version(ifMatch)));
    }

    /** All posts, past, present and planned, the latest first. */
    @GET
    @Path("{id}/history")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Post> history(@PathParam("id") UUID id) {
        return new Page<>(service.history(id), null);
    }

    /** Gives a main or concurrent post from a day on; answers the person as of that day. */
    @POST
    @Path("{id}/posts")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response post(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, PersonService.NewPost post) {
        return answer(Response.status(201), service.post(id, post, ETags.version(ifMatch)));
    }

    @POST
    @Path("{id}/posts/{post}/end")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response end(
            @PathParam("id") UUID id, @PathParam("post") UUID post, @HeaderParam("If-Match") String ifMatch, Day day) {
        return answer(Response.ok(), service.end(id, post, day.on(), ETags.version(ifMatch)));
    }

    /** Takes a planned post back. */
    @DELETE
    @Path("{id}/posts/{post}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public void cancel(
            @PathParam("id") UUID id, @PathParam("post") UUID post, @HeaderParam("If-Match") String ifMatch) {
        service.cancel(id, post, ETags.version(ifMatch));
    }

    @POST
    @Path("{id}/leave")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response leave(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, Day day) {
        return answer(Response.ok(), service.leave(id, day.on(), ETags.version(ifMatch)));
    }

    @DELETE
    @Path("{id}/leave")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public void stay(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        service.stay(id, ETags.version(ifMatch));
    }

    private static Response answer(Response.ResponseBuilder response, PersonService.Versioned versioned) {
        return response.entity(versioned.person())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    /** @param on the first day without; today where it is absent */
    public record Day(LocalDate on) {}
}
