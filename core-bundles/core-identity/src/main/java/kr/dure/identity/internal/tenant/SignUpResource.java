package kr.dure.identity.internal.tenant;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.web.RequiresPermission;

/** Sign-up of a company, on the operator's host. */
@Path("/")
public final class SignUpResource {
    private final SignUpService service;

    public SignUpResource(SignUpService service) {
        this.service = service;
    }

    @POST
    @RequiresPermission(RequiresPermission.NONE)
    public Response signUp(SignUp request) {
        return Response.status(201).entity(service.signUp(request)).build();
    }
}
