package kr.dure.billing.internal.paper;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.billing.internal.BillingPermissions;
import kr.dure.billing.internal.paper.InvoicePapers.PaperFile;
import kr.dure.billing.internal.request.Versions;
import kr.dure.document.SheetFormat;
import kr.dure.identity.Clients;
import kr.dure.web.RequiresPermission;

/** The tenant's invoices as files, and what stands on them. */
@Path("/")
public final class InvoicePaperResource {
    static final String PDF = "application/pdf";

    private final InvoicePapers papers;
    private final Parties parties;

    public InvoicePaperResource(InvoicePapers papers, Parties parties) {
        this.papers = papers;
        this.parties = parties;
    }

    @GET
    @Path("invoices/{id}.pdf")
    @Produces(PDF)
    @RequiresPermission(BillingPermissions.READ)
    public Response pdf(@PathParam("id") UUID id) {
        return file(papers.pdf(id, Clients.language()), PDF);
    }

    @GET
    @Path("invoices/{id}.csv")
    @Produces(SheetFormat.CSV_TYPE)
    @RequiresPermission(BillingPermissions.READ)
    public Response csv(@PathParam("id") UUID id) {
        return file(papers.csv(id, Clients.language()), SheetFormat.CSV_TYPE + ";charset=UTF-8");
    }

    /** What the company wants on its invoices. */
    @GET
    @Path("bill-to")
    @RequiresPermission(BillingPermissions.READ)
    public Response billTo() {
        return answer(parties.billTo());
    }

    @PUT
    @Path("bill-to")
    @RequiresPermission(BillingPermissions.MANAGE)
    public Response billTo(@HeaderParam("If-Match") String ifMatch, BillTo billTo) {
        return answer(parties.setBillTo(billTo, Versions.of(ifMatch)));
    }

    private static Response answer(BillTo billTo) {
        return Response.ok(billTo).tag(String.valueOf(billTo.version())).build();
    }

    static Response file(PaperFile file, String type) {
        return Response.ok(file.content(), type)
                .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
