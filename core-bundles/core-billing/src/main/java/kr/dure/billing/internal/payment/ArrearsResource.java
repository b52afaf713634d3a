package kr.dure.billing.internal.payment;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.request.Versions;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** What the tenant owes and paid, and how it pays. */
@Path("/")
public final class ArrearsResource {
    private final ArrearsService arrears;
    private final Mandates mandates;

    public ArrearsResource(ArrearsService arrears, Mandates mandates) {
        this.arrears = arrears;
        this.mandates = mandates;
    }

    /** How the company stands, and the dates of what comes if nothing is paid. */
    @GET
    @Path("arrears")
    @RequiresPermission(BillingPermissions.READ)
    public Arrears mine() {
        return arrears.mine();
    }

    /** What is or was owed, oldest first. */
    @GET
    @Path("receivables")
    @RequiresPermission(BillingPermissions.READ)
    public Page<Receivable.View> receivables() {
        return Page.whole(arrears.receivables());
    }

    /** Newest first. */
    @GET
    @Path("payments")
    @RequiresPermission(BillingPermissions.READ)
    public Page<Payment> payments(@QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return arrears.payments(after, Page.checkLimit(limit));
    }

    /** The consent to auto-debit. */
    @GET
    @Path("debit-mandate")
    @RequiresPermission(BillingPermissions.READ)
    public Response mandate() {
        return answer(mandates.get());
    }

    @PUT
    @Path("debit-mandate")
    @RequiresPermission(BillingPermissions.MANAGE)
    public Response put(@HeaderParam("If-Match") String ifMatch, Mandate.Request request) {
        return answer(mandates.put(request, Versions.of(ifMatch)));
    }

    @DELETE
    @Path("debit-mandate")
    @RequiresPermission(BillingPermissions.MANAGE)
    public void remove(@HeaderParam("If-Match") String ifMatch) {
        mandates.remove(Versions.of(ifMatch));
    }

    private static Response answer(Mandate mandate) {
        return Response.ok(mandate).tag(String.valueOf(mandate.version())).build();
    }
}
