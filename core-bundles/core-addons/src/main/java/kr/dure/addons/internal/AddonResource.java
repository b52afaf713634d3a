package kr.dure.addons.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.web.Invalid;
import kr.dure.web.Operations.Operation;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/**
 * The add-ons of the installation. A jar comes as the body, or as the first file of a form. Work on them is an operation
 * whose progress goes over the live stream; the answer comes when it is done, or at once with
 * {@code Prefer: respond-async}.
 */
@Path("/")
public final class AddonResource {
    private static final String JAR = "application/java-archive";
    private static final String ZIP = "application/zip";
    private static final String ASYNC = "respond-async";
    private static final int MAX_REASON = 500;

    private final AddonService service;
    private final Purges purges;
    private final Runs runs;

    AddonResource(AddonService service, Purges purges, Runs runs) {
        this.service = service;
        this.purges = purges;
        this.runs = runs;
    }

    /**
     * Why an add-on is switched off.
     *
     * @param reason for whoever reads the list
     */
    public record Quarantine(String reason) {}

    /**
     * An order to delete the data of a removed add-on.
     *
     * @param confirm the id once more
     * @param at when, from one day to one year ahead
     */
    public record Purge(String confirm, Instant at) {}

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Addon> list() {
        return service.list();
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Addon get(@PathParam("id") String id) {
        return service.find(id);
    }

    @POST
    @Consumes({JAR, ZIP, MediaType.APPLICATION_OCTET_STREAM})
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response install(@HeaderParam("Prefer") String prefer, InputStream body) throws IOException {
        return install(prefer, Upload.read(body));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response installForm(@HeaderParam("Prefer") String prefer, @Context HttpServletRequest request)
            throws IOException {
        return install(prefer, Upload.read(request));
    }

    @POST
    @Path("inspect")
    @Consumes({JAR, ZIP, MediaType.APPLICATION_OCTET_STREAM})
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Inspection inspect(InputStream body) throws IOException {
        return service.inspect(Upload.read(body), Clients.language());
    }

    @POST
    @Path("inspect")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Inspection inspectForm(@Context HttpServletRequest request) throws IOException {
        return service.inspect(Upload.read(request), Clients.language());
    }

    @POST
    @Path("{id}/undo")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response undo(@PathParam("id") String id, @HeaderParam("Prefer") String prefer) {
        if (ASYNC.equals(prefer)) {
            return accepted(runs.start(steps -> service.undo(id, steps)));
        }
        return Response.ok(runs.await(steps -> service.undo(id, steps))).build();
    }

    @POST
    @Path("{id}/quarantine")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Addon quarantine(@PathParam("id") String id, Quarantine quarantine) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(quarantine.reason(), "reason", MAX_REASON);
        checks.done();
        return service.quarantine(id, quarantine.reason());
    }

    @POST
    @Path("{id}/release")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Addon release(@PathParam("id") String id) {
        return service.release(id);
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void remove(@PathParam("id") String id) {
        service.find(id);
        runs.await(steps -> {
            service.remove(id, steps);
            return null;
        });
    }

    @GET
    @Path("remains")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Remains> remains() {
        return new Page<>(purges.list(), null);
    }

    @POST
    @Path("remains/{id}/purge")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response purge(@PathParam("id") String id, Purge purge) {
        purges.check(id, purge.confirm(), purge.at());
        String by = Callers.current().loginId();
        return accepted(runs.start(steps -> purges.order(id, purge.at(), by, steps)));
    }

    @DELETE
    @Path("remains/{id}/purge")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void cancelPurge(@PathParam("id") String id) {
        purges.cancel(id);
    }

    private Response install(String prefer, byte[] jar) {
        if (ASYNC.equals(prefer)) {
            return accepted(runs.start(steps -> service.install(jar, steps)));
        }
        AddonService.Outcome outcome = runs.await(steps -> service.install(jar, steps));
        return Response.status(outcome.added() ? 201 : 200)
                .entity(outcome.addon())
                .build();
    }

    private static Response accepted(Operation operation) {
        return Response.status(202).entity(operation).build();
    }
}
