package kr.dure.persistence.internal.job;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Jobs that wait or run. */
@Path("/")
public final class JobResource {
    private final JobService service;

    JobResource(JobService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<ScheduledJob> list(
            @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    /** Makes a job due now. */
    @POST
    @Path("runs")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void runNow(Run request) {
        service.runNow(request.name());
    }

    @POST
    @Path("handlers/{handler}/pause")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void pause(@PathParam("handler") String handler) {
        service.pause(handler, true);
    }

    @POST
    @Path("handlers/{handler}/resume")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void resume(@PathParam("handler") String handler) {
        service.pause(handler, false);
    }

    /** @param name the job's, as listed */
    public record Run(String name) {}
}
