package kr.dure.notification.internal.notice;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import kr.dure.notification.internal.BounceService;
import kr.dure.notification.internal.BounceView;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Addresses of the company that take no mail. */
@Path("bounces")
public final class BounceResource {
    private final BounceService service;

    BounceResource(BounceService service) {
        this.service = service;
    }

    /** @param to part of the address */
    @GET
    @RequiresPermission(NotificationPermissions.POLICY)
    public Page<BounceView> list(
            @QueryParam("to") String to,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(to, after, Page.checkLimit(limit));
    }

    /** Mails are sent to it again. */
    @DELETE
    @Path("{address}")
    @RequiresPermission(NotificationPermissions.POLICY)
    public void release(@PathParam("address") String address) {
        service.release(address);
    }
}
