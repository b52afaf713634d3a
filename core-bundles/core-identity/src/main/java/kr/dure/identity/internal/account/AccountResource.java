package kr.dure.identity.internal.account;

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
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The tenant's accounts. */
@Path("accounts")
public final class AccountResource {
    private static final String ACCOUNTS = "identity.accounts";

    private final AccountService service;
    private final SessionService sessions;
    private final SecondFactorService secondFactors;

    public AccountResource(AccountService service, SessionService sessions, SecondFactorService secondFactors) {
        this.service = service;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Account> list(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(ACCOUNTS)
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
    @RequiresPermission(ACCOUNTS)
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, AccountService.AccountChange change) {
        return answer(service.change(id, change, ETags.version(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ACCOUNTS)
    public void remove(@PathParam("id") UUID id) {
        service.remove(id);
    }

    @PUT
    @Path("{id}/password")
    @RequiresPermission(ACCOUNTS)
    public void setPassword(@PathParam("id") UUID id, NewPassword request) {
        service.setPassword(id, request.password());
    }

    @PUT
    @Path("{id}/roles")
    @RequiresPermission("identity.roles")
    public Response giveRoles(@PathParam("id") UUID id, NewRoles request) {
        return answer(service.giveRoles(id, request.roleIds() == null ? Set.of() : request.roleIds()));
    }

    @GET
    @Path("{id}/sessions")
    @RequiresPermission("identity.security")
    public Page<LoginSession> sessions(@PathParam("id") UUID id) {
        return Page.whole(sessions.of(id, null));
    }

    /** Ends one session. */
    @DELETE
    @Path("{id}/sessions/{session}")
    @RequiresPermission("identity.security")
    public void endSession(@PathParam("id") UUID id, @PathParam("session") UUID session) {
        sessions.end(id, session);
    }

    /** Ends all sessions. */
    @DELETE
    @Path("{id}/sessions")
    @RequiresPermission("identity.security")
    public void endSessions(@PathParam("id") UUID id) {
        sessions.endAll(id, null);
    }

    /** Takes the second factor away from somebody who has lost it. */
    @DELETE
    @Path("{id}/second-factor")
    @RequiresPermission("identity.security")
    public void resetSecondFactor(@PathParam("id") UUID id) {
        secondFactors.reset(id);
    }

    private static Response answer(AccountService.Versioned versioned) {
        return Response.ok(versioned.account())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    public record NewPassword(String password) {}

    public record NewRoles(Set<UUID> roleIds) {}
}
