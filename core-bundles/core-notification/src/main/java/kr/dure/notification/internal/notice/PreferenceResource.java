package kr.dure.notification.internal.notice;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.dure.notification.internal.ETags;
import kr.dure.notification.internal.notice.PreferenceService.Change;
import kr.dure.notification.internal.notice.PreferenceService.Versioned;
import kr.dure.web.RequiresPermission;

/** How the caller is told. */
@Path("preferences")
public final class PreferenceResource {
    private final PreferenceService service;

    PreferenceResource(PreferenceService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response get() {
        return tagged(service.get());
    }

    @PUT
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response put(@HeaderParam("If-Match") String ifMatch, Change change) {
        return tagged(service.put(ETags.version(ifMatch), change));
    }

    static Response tagged(Versioned<?> thing) {
        return Response.ok(thing.value())
                .header("ETag", "\"" + thing.version() + "\"")
                .build();
    }
}
