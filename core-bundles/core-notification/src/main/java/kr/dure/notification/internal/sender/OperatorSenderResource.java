package kr.dure.notification.internal.sender;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import kr.dure.notification.internal.sender.SenderService.SenderView;
import kr.dure.web.RequiresPermission;

/** The installation's own sender ({@code DURE_MAIL_FROM}) and the record that its signature needs. */
@Path("sender")
public final class OperatorSenderResource {
    private final SenderService service;

    public OperatorSenderResource(SenderService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public SenderView get() {
        return service.installation(false);
    }

    /** Looks into the DNS now. */
    @POST
    @Path("check")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public SenderView check() {
        return service.installation(true);
    }
}
