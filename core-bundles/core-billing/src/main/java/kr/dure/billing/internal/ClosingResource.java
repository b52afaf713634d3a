package kr.dure.billing.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.YearMonth;
import kr.dure.web.RequiresPermission;

/** The operator closes months. */
@Path("/")
public final class ClosingResource {
    private final ClosingService service;

    ClosingResource(ClosingService service) {
        this.service = service;
    }

    @POST
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response close(Closing request) {
        return Response.status(202).entity(service.close(request.month())).build();
    }

    /** The usage month to close. */
    public record Closing(YearMonth month) {}
}
