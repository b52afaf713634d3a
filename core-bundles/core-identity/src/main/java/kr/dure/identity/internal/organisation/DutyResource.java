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
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Duties (직책), the highest first. */
@Path("duties")
public final class DutyResource {
    private final TitleService service;

    DutyResource(TitleService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Title> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(TitleKind.DUTY, after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response add(TitleService.Given given) {
        return answer(Response.status(201), service.add(TitleKind.DUTY, given));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response get(@PathParam("id") UUID id) {
        return answer(Response.ok(), service.get(TitleKind.DUTY, id));
    }

    @PATCH
    @Path("{id}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, TitleService.Given given) {
        return answer(Response.ok(), service.change(TitleKind.DUTY, id, given, ETags.version(ifMatch)));
    }

    /** Refused while a post, past or planned, names it. */
    @DELETE
    @Path("{id}")
    @RequiresPermission(OrganisationPermissions.CHANGE)
    public void remove(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        service.remove(TitleKind.DUTY, id, ETags.version(ifMatch));
    }

    private static Response answer(Response.ResponseBuilder response, TitleService.Versioned versioned) {
        return response.entity(versioned.title())
                .tag(String.valueOf(versioned.version()))
                .build();
    }
}
