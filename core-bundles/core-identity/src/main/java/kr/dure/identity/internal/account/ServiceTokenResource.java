package kr.dure.identity.internal.account;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Tokens of programs that act for the company and not for one person. */
@Path("service-tokens")
public final class ServiceTokenResource {
    private static final String TOKENS = "identity.service-tokens";

    private final AccessTokenService tokens;

    public ServiceTokenResource(AccessTokenService tokens) {
        this.tokens = tokens;
    }

    @GET
    @RequiresPermission(TOKENS)
    public Page<AccessToken> list() {
        return new Page<>(tokens.service(), null);
    }

    @POST
    @RequiresPermission(TOKENS)
    public Response add(AccessTokenService.NewToken token) {
        return Response.status(201).entity(tokens.addService(token)).build();
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(TOKENS)
    public void remove(@PathParam("id") UUID id) {
        tokens.removeService(id);
    }
}
