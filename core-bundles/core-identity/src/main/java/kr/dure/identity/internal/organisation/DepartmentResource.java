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
import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Departments, on any day. */
@Path("")
public final class DepartmentResource {
    private final DepartmentService service;
    private final PersonService people;

    DepartmentResource(DepartmentService service, PersonService people) {
        this.service = service;
        this.people = people;
    }

    /** The departments of a day, each before those below it. */
    @GET
    @Path("departments")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<DepartmentView> list(
            @QueryParam("at") LocalDate at,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(at, after, Page.checkLimit(limit));
    }

    /** The departments of a day, one inside the other; at most 2,000. */
    @GET
    @Path("tree")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Tree tree(@QueryParam("at") LocalDate at, @QueryParam("under") UUID under) {
        return new Tree(service.tree(at, under));
    }

    @POST
    @Path("departments")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response add(DepartmentService.NewDepartment department) {
        return answer(Response.status(201), service.add(department));
    }

    @GET
    @Path("departments/{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response get(@PathParam("id") UUID id, @QueryParam("at") LocalDate at) {
        return answer(Response.ok(), service.get(id, at));
    }

    @PATCH
    @Path("departments/{id}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            DepartmentService.DepartmentChange change) {
        return answer(Response.ok(), service.change(id, change, ETags.version(ifMatch)));
    }

    /** Closes the department; with {@code into} it is merged into another. */
    @DELETE
    @Path("departments/{id}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public void close(
            @PathParam("id") UUID id,
            @QueryParam("on") LocalDate on,
            @QueryParam("into") UUID into,
            @HeaderParam("If-Match") String ifMatch) {
        service.close(id, on, into, ETags.version(ifMatch));
    }

    /** What it was, is and is to be, in order. */
    @GET
    @Path("departments/{id}/history")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<DepartmentService.Stretch> history(@PathParam("id") UUID id) {
        return new Page<>(service.history(id), null);
    }

    /** Takes back what is planned for a day. */
    @DELETE
    @Path("departments/{id}/changes/{on}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public void cancel(
            @PathParam("id") UUID id, @PathParam("on") LocalDate on, @HeaderParam("If-Match") String ifMatch) {
        service.cancel(id, on, ETags.version(ifMatch));
    }

    /** Who has a post there, by name; with {@code deep} also below. */
    @GET
    @Path("departments/{id}/members")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<PersonView> members(
            @PathParam("id") UUID id,
            @QueryParam("at") LocalDate at,
            @QueryParam("deep") String deep,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return people.list(null, id, YesNo.read("deep", deep, false), at, after, Page.checkLimit(limit));
    }

    private static Response answer(Response.ResponseBuilder response, DepartmentService.Versioned versioned) {
        return response.entity(versioned.department())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    /** @param departments those at the top, each with those below it */
    public record Tree(List<DepartmentTree.Node> departments) {}
}
