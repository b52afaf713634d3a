package kr.dure.identity.internal.tenant;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.identity.internal.account.OperatorAccess;
import kr.dure.tenant.TenantState;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The service centre's work on companies. */
@Path("/")
public final class OperatorTenantResource {
    private final TenantService tenants;
    private final OperatorAccess access;

    public OperatorTenantResource(TenantService tenants, OperatorAccess access) {
        this.tenants = tenants;
        this.access = access;
    }

    /** @param text part of the company's name or host */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<TenantService.Summary> list(
            @QueryParam("state") TenantState state,
            @QueryParam("text") String text,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return tenants.list(state, text, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public TenantService.Details get(@PathParam("id") UUID id) {
        return tenants.get(id);
    }

    /** Corrects the contact, e.g. a mistyped address (S1). */
    @PUT
    @Path("{id}/contact")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public TenantService.Details changeContact(@PathParam("id") UUID id, TenantService.Contact contact) {
        return tenants.changeContact(id, contact);
    }

    /** Sends a mail to the contact once more (S1, S3). */
    @POST
    @Path("{id}/mails")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response resend(@PathParam("id") UUID id, NewMail mail) {
        if (mail.kind() == null) {
            throw new Invalid("kind", "ONBOARDING 또는 DNS_REQUEST여야 합니다.", "It must be ONBOARDING or DNS_REQUEST.");
        }
        return Response.status(202).entity(tenants.resend(id, mail.kind())).build();
    }

    @POST
    @Path("{id}/domains/{domain}/checks")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public DomainResource.DomainView check(@PathParam("id") UUID id, @PathParam("domain") UUID domain) {
        return tenants.check(id, domain);
    }

    @PUT
    @Path("{id}/state")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public TenantService.Details changeState(@PathParam("id") UUID id, TenantService.NewState state) {
        return tenants.changeState(id, state);
    }

    /** Asks for an entry into the company, which must have consented. */
    @POST
    @Path("{id}/entries")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response enter(@PathParam("id") UUID id, OperatorAccess.NewEntry entry) {
        return Response.status(201).entity(access.open(id, entry)).build();
    }

    public record NewMail(TenantMails.Kind kind) {}
}
