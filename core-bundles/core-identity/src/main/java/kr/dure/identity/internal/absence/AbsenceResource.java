package kr.dure.identity.internal.absence;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.identity.Absences.Acting;
import kr.dure.web.BadRequest;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Who is away and who acts. One's own for everybody, those of others with {@code identity.absence}. */
@Path("absences")
public final class AbsenceResource {
    private final AbsenceService service;

    public AbsenceResource(AbsenceService service) {
        this.service = service;
    }

    /** From today on unless {@code from} says otherwise; {@code cancelled=true} shows what was changed or cancelled too. */
    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Absence> list(
            @QueryParam("personId") UUID personId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("cancelled") @DefaultValue("false") boolean cancelled,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(personId, from, to, cancelled, after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response enter(AbsenceService.NewAbsence absence) {
        return Response.status(201).entity(service.enter(absence)).build();
    }

    /** Who acts for somebody on a day, and how that was found. */
    @GET
    @Path("acting")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Acting acting(
            @QueryParam("personId") UUID personId,
            @QueryParam("day") LocalDate day,
            @QueryParam("scope") String scope) {
        if (personId == null || day == null) {
            String missing = personId == null ? "personId" : "day";
            throw new BadRequest(missing, missing + " 값이 필요합니다.", missing + " is required.");
        }
        return service.deputyFor(personId, day, scope);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Absence get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Answers the entry that takes its place, with an id of its own; a stale id is 409. */
    @PUT
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Absence change(@PathParam("id") UUID id, AbsenceService.NewAbsence absence) {
        return service.change(id, absence);
    }

    /** Takes back what is still to come; with {@code past=true} an administrator takes back the days before as well. */
    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void cancel(@PathParam("id") UUID id, @QueryParam("past") @DefaultValue("false") boolean past) {
        service.cancel(id, past);
    }
}
