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

/** The tenant lets the operator in, and out again. */
@Path("operator-access")
public final class OperatorAccessResource {
    private static final String ACCESS = "identity.operator-access";

    private final OperatorAccess operators;

    public OperatorAccessResource(OperatorAccess operators) {
        this.operators = operators;
    }

    @GET
    @RequiresPermission(ACCESS)
    public Page<OperatorAccess.Consent> list() {
        return operators.list();
    }

    @POST
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response grant(OperatorAccess.NewConsent consent) {
        return Response.status(201).entity(operators.grant(consent)).build();
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ACCESS)
    public void withdraw(@PathParam("id") UUID id) {
        operators.withdraw(id);
    }
}
