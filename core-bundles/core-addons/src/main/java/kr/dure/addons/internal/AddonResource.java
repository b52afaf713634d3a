package kr.dure.addons.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import kr.dure.identity.Clients;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The add-ons of the installation. A jar comes as the body, or as the first file of a form. */
@Path("/")
public final class AddonResource {
    private static final String JAR = "application/java-archive";
    private static final String ZIP = "application/zip";

    private final AddonService service;

    AddonResource(AddonService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Addon> list() {
        return service.list();
    }

    @POST
    @Consumes({JAR, ZIP, MediaType.APPLICATION_OCTET_STREAM})
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response install(InputStream body) throws IOException {
        return answer(service.install(Upload.read(body)));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response installForm(@Context HttpServletRequest request) throws IOException {
        return answer(service.install(Upload.read(request)));
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

    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void remove(@PathParam("id") String id) {
        service.remove(id);
    }

    private static Response answer(AddonService.Outcome outcome) {
        return Response.status(outcome.added() ? 201 : 200)
                .entity(outcome.addon())
                .build();
    }
}
