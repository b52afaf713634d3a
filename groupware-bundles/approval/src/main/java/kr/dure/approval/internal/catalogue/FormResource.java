package kr.dure.approval.internal.catalogue;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.ETags;
import kr.dure.identity.Clients;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;

/** Forms (양식). */
@Path("forms")
public final class FormResource {
    private final FormCatalogue forms;

    public FormResource(FormCatalogue forms) {
        this.forms = forms;
    }

    /** In the order of their codes. */
    @GET
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<FormSpec.Row> list(
            @QueryParam("state") @DefaultValue("PUBLISHED") FormSpec.State state,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return forms.list(state, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response get(@PathParam("id") UUID id) {
        return answer(200, forms.get(id));
    }

    /** The newest first, without definitions. */
    @GET
    @Path("{id}/versions")
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Page<FormVersion> versions(
            @PathParam("id") UUID id,
            @QueryParam("after") Integer after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return forms.versions(id, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}/versions/{version}")
    @RequiresPermission(ApprovalPermissions.FORMS)
    public FormVersion version(@PathParam("id") UUID id, @PathParam("version") int version) {
        return forms.version(id, version);
    }

    @POST
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Response add(NewForm form) {
        return answer(201, forms.add(form));
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Response change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, NewForm form) {
        return answer(200, forms.change(id, form, ETags.version(ifMatch)));
    }

    @POST
    @Path("{id}/retire")
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Response retire(@PathParam("id") UUID id) {
        return answer(200, forms.become(id, FormSpec.State.RETIRED));
    }

    @POST
    @Path("{id}/publish")
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Response publish(@PathParam("id") UUID id) {
        return answer(200, forms.become(id, FormSpec.State.PUBLISHED));
    }

    @PUT
    @Path("{id}/favourite")
    @RequiresPermission(ApprovalPermissions.USE)
    public void favour(@PathParam("id") UUID id) {
        forms.favourite(id, true);
    }

    @DELETE
    @Path("{id}/favourite")
    @RequiresPermission(ApprovalPermissions.USE)
    public void unfavour(@PathParam("id") UUID id) {
        forms.favourite(id, false);
    }

    /** What is wrong with a definition, without keeping it. */
    @POST
    @Path("check")
    @ReadsOnly
    @RequiresPermission(ApprovalPermissions.FORMS)
    public Findings check(Definition definition) {
        Locale language = Clients.language();
        try {
            forms.check(definition == null ? null : definition.definition());
            return new Findings(List.of());
        } catch (Invalid invalid) {
            return new Findings(invalid.errors().stream()
                    .map(error -> new Finding(error.field(), error.message().in(language)))
                    .toList());
        }
    }

    public record Definition(Map<String, Object> definition) {}

    public record Findings(List<Finding> errors) {}

    public record Finding(String field, String message) {}

    private static Response answer(int status, FormSpec.Versioned form) {
        return ETags.answer(status, form.form(), form.version());
    }
}
