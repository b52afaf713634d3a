package kr.dure.notification.internal.notice;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.notification.internal.ETags;
import kr.dure.notification.internal.notice.PreferenceService.CompanyPolicy;
import kr.dure.web.RequiresPermission;

/** What the company decides for all. */
@Path("policy")
public final class PolicyResource {
    private final PreferenceService service;

    PolicyResource(PreferenceService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(NotificationPermissions.POLICY)
    public Response get() {
        return PreferenceResource.tagged(service.policy());
    }

    @PUT
    @RequiresPermission(NotificationPermissions.POLICY)
    public Response put(@HeaderParam("If-Match") String ifMatch, CompanyPolicy policy) {
        return PreferenceResource.tagged(service.putPolicy(ETags.version(ifMatch), policy));
    }
}
