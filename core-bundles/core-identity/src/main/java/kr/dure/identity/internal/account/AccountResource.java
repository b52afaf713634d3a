package kr.dure.identity.internal;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.product.Text;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;

/** The tenant's accounts. */
@Path("accounts")
public final class AccountResource {
    private final AccountService service;

    AccountResource(AccountService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Account> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response add(AccountService.NewAccount request) {
        return Response.status(201).entity(service.add(request)).build();
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response get(@PathParam("id") UUID id) {
        return answer(service.get(id));
    }

    @PATCH
    @Path("{id}")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, AccountService.AccountChange change) {
        return answer(service.change(id, change, version(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public void remove(@PathParam("id") UUID id) {
        service.remove(id);
    }

    @PUT
    @Path("{id}/password")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public void setPassword(@PathParam("id") UUID id, NewPassword request) {
        service.setPassword(id, request.password());
    }

    private static Response answer(AccountService.Versioned versioned) {
        return Response.ok(versioned.account())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    private static Integer version(String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replace("\"", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw new Problem(
                    412,
                    "stale",
                    new Text("그사이 바뀌었습니다", "Changed in the meantime"),
                    new Text("If-Match가 지금 판과 다릅니다.", "If-Match names no version of this."));
        }
        return Integer.valueOf(digits);
    }

    public record NewPassword(String password) {}
}
