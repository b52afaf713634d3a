package kr.dure.identity.internal.account;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Roles and what they can hold. */
@Path("/")
public final class RoleResource {
    private static final String ROLES = "identity.roles";

    private final RoleService roles;

    public RoleResource(RoleService roles) {
        this.roles = roles;
    }

    /** Every permission that can be given, with its name in the caller's language. */
    @GET
    @Path("permissions")
    @RequiresPermission(ROLES)
    public Page<PermissionView> permissions() {
        Locale language = Clients.language();
        return Page.whole(roles.permissions().stream()
                .map(permission ->
                        new PermissionView(permission.name(), permission.label().in(language), permission.everyone()))
                .toList());
    }

    @GET
    @Path("roles")
    @RequiresPermission(ROLES)
    public Page<Role> list() {
        return new Page<>(roles.list(), null);
    }

    @POST
    @Path("roles")
    @RequiresPermission(ROLES)
    public Response add(NewRole role) {
        return answer(201, roles.add(role.name(), role.permissions()));
    }

    @GET
    @Path("roles/{id}")
    @RequiresPermission(ROLES)
    public Response get(@PathParam("id") UUID id) {
        return answer(200, roles.get(id));
    }

    @PUT
    @Path("roles/{id}")
    @RequiresPermission(ROLES)
    public Response change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, NewRole role) {
        return answer(200, roles.change(id, role.name(), role.permissions(), ETags.version(ifMatch)));
    }

    @DELETE
    @Path("roles/{id}")
    @RequiresPermission(ROLES)
    public void remove(@PathParam("id") UUID id) {
        roles.remove(id);
    }

    private static Response answer(int status, RoleService.Versioned versioned) {
        return Response.status(status)
                .entity(versioned.role())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    public record NewRole(String name, Set<String> permissions) {}

    /** @param everyone whether every account holds it without being given it */
    public record PermissionView(String name, String label, boolean everyone) {}
}
