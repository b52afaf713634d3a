package kr.dure.notification.internal.sender;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.notification.internal.ETags;
import kr.dure.notification.internal.sender.SenderService.NewSender;
import kr.dure.notification.internal.sender.SenderService.Versioned;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The address in whose name the company's mails go out. */
@Path("mail-sender")
public final class SenderResource {
    private static final String POLICY = "notification.policy";

    private final SenderService service;

    public SenderResource(SenderService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(POLICY)
    public Response get() {
        return tagged(service.get(false));
    }

    /** Domains in which the address may be. */
    @GET
    @Path("domains")
    @RequiresPermission(POLICY)
    public Page<String> domains() {
        return Page.whole(service.choices());
    }

    @PUT
    @RequiresPermission(POLICY)
    public Response put(@HeaderParam("If-Match") String ifMatch, NewSender sender) {
        return tagged(service.put(ETags.version(ifMatch), sender));
    }

    /** Looks into the DNS now. */
    @POST
    @Path("check")
    @RequiresPermission(POLICY)
    public Response check() {
        return tagged(service.get(true));
    }

    @DELETE
    @RequiresPermission(POLICY)
    public void remove() {
        service.remove();
    }

    private static Response tagged(Versioned sender) {
        return Response.ok(sender.view())
                .header("ETag", "\"" + sender.version() + "\"")
                .build();
    }
}
