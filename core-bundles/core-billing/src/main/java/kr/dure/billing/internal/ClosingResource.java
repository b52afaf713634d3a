package kr.dure.billing.internal;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.YearMonth;
import kr.dure.web.RequiresPermission;

/** Closing of a month, by the operator. */
@Path("/")
public final class ClosingResource {
    private final InvoiceService service;

    ClosingResource(InvoiceService service) {
        this.service = service;
    }

    @POST
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response close(Closing request) {
        return Response.status(202).entity(service.close(request.month())).build();
    }

    public record Closing(YearMonth month) {}
}
