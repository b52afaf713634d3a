package kr.dure.addons.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kr.dure.identity.Clients;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The add-ons of this installation, for a company's administrators. */
@Path("/")
public final class CatalogueResource {
    private static final int MAX_RIGHTS = 1000;
    private final Catalogue catalogue;

    CatalogueResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A consent.
     *
     * @param rights what the administrator was shown: {@code rights} of the entry
     */
    public record Consent(List<String> rights) {}

    @GET
    @Path("catalogue")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Page<CatalogueEntry> list() {
        return new Page<>(catalogue.list(Clients.language()), null);
    }

    @GET
    @Path("catalogue/{id}")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public CatalogueEntry get(@PathParam("id") String id) {
        return catalogue.get(id, Clients.language());
    }

    @GET
    @Path("catalogue/{id}/pictures/{name}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response picture(@PathParam("id") String id, @PathParam("name") String name) {
        Catalogue.Picture picture = catalogue.picture(id, name);
        return Response.ok(picture.bytes()).type(picture.type()).build();
    }

    @POST
    @Path("catalogue/{id}/consent")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public CatalogueEntry consent(@PathParam("id") String id, Consent consent) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                consent.rights() != null
                        && consent.rights().size() <= MAX_RIGHTS
                        && !consent.rights().contains(null),
                "rights",
                "동의하는 권한의 목록이 필요합니다.",
                "The list of the rights that are agreed to is required.");
        checks.done();
        Set<String> seen = new HashSet<>(consent.rights());
        return catalogue.consent(id, seen, Clients.language());
    }
}
