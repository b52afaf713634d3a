package kr.dure.documents.internal.template;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The templates of the apps, and the tenant's own versions of them. */
@Path("templates")
@Produces(MediaType.APPLICATION_JSON)
public final class TemplateResource {
    private static final String PDF = "application/pdf";

    private final TemplateService service;

    public TemplateResource(TemplateService service) {
        this.service = service;
    }

    /** By id. */
    @GET
    @RequiresPermission(DocumentPermissions.TEMPLATES)
    public Page<TemplateView.Line> list(
            @QueryParam("after") String after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    /** What is used, what the app brings, and the sample; with an ETag. */
    @GET
    @Path("{id}/{language}")
    @RequiresPermission(DocumentPermissions.TEMPLATES)
    public Response get(@PathParam("id") String id, @PathParam("language") String language) {
        return answer(service.get(id, Language.parse(language)));
    }

    /** Takes the tenant's own version; one that cannot be filled and laid out is refused with the line. */
    @PUT
    @Path("{id}/{language}")
    @RequiresPermission(DocumentPermissions.TEMPLATES)
    public Response put(
            @PathParam("id") String id,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String expected,
            Body body) {
        return answer(service.put(id, Language.parse(language), body == null ? null : body.body(), expected));
    }

    /** Goes back to what the app brings. */
    @DELETE
    @Path("{id}/{language}")
    @RequiresPermission(DocumentPermissions.TEMPLATES)
    public void reset(
            @PathParam("id") String id,
            @PathParam("language") String language,
            @HeaderParam("If-Match") String expected) {
        service.reset(id, Language.parse(language), expected);
    }

    /** A PDF with the sample, of what is handed in or, without a body, of what is used. */
    @POST
    @Path("{id}/{language}/preview")
    @Produces({PDF, MediaType.APPLICATION_JSON})
    @RequiresPermission(DocumentPermissions.TEMPLATES)
    public Response preview(@PathParam("id") String id, @PathParam("language") String language, Body body) {
        return Response.ok(service.preview(id, Language.parse(language), body == null ? null : body.body()), PDF)
                .header("Content-Disposition", "inline; filename=\"preview.pdf\"")
                .build();
    }

    private static Response answer(TemplateService.Tagged template) {
        return Response.ok(template.view())
                .header("ETag", "\"" + template.tag() + "\"")
                .build();
    }

    /** @param body HTML in Mustache, at most 200,000 characters */
    public record Body(String body) {}
}
