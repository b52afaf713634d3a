package kr.dure.billing.internal.paper;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.document.SheetFormat;
import kr.dure.identity.Clients;
import kr.dure.tenant.Tenants;
import kr.dure.web.RequiresPermission;

/** All companies' invoices as files, and the data of their tax invoices, for the operator. */
@Path("/")
public final class OperatorPaperResource {
    private final InvoicePapers papers;
    private final TaxInvoices taxInvoices;

    public OperatorPaperResource(InvoicePapers papers, TaxInvoices taxInvoices) {
        this.papers = papers;
        this.taxInvoices = taxInvoices;
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public InvoicePapers.Listed get(@PathParam("id") UUID id) {
        return papers.get(id);
    }

    @GET
    @Path("{id}.pdf")
    @Produces(InvoicePaperResource.PDF)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response pdf(@PathParam("id") UUID id) {
        return InvoicePaperResource.file(
                Tenants.call(papers.owner(id), () -> papers.pdf(id, Clients.language())), InvoicePaperResource.PDF);
    }

    @GET
    @Path("{id}.csv")
    @Produces(SheetFormat.CSV_TYPE)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response csv(@PathParam("id") UUID id) {
        return InvoicePaperResource.file(
                Tenants.call(papers.owner(id), () -> papers.csv(id, Clients.language())),
                SheetFormat.CSV_TYPE + ";charset=UTF-8");
    }

    /** A month's tax invoices, each with what is missing or wrong in it. */
    @GET
    @Path("tax-invoices")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public TaxInvoices.Month taxInvoices(@QueryParam("month") String month) {
        return taxInvoices.of(month);
    }

    /** The form for issuing many at once at the tax office (일괄발급); refused while something is missing or wrong. */
    @GET
    @Path("tax-invoices.xlsx")
    @Produces(SheetFormat.XLSX_TYPE)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response workbook(@QueryParam("month") String month) {
        return InvoicePaperResource.file(taxInvoices.file(month, SheetFormat.XLSX), SheetFormat.XLSX_TYPE);
    }

    @GET
    @Path("tax-invoices.csv")
    @Produces(SheetFormat.CSV_TYPE)
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Response table(@QueryParam("month") String month) {
        return InvoicePaperResource.file(
                taxInvoices.file(month, SheetFormat.CSV), SheetFormat.CSV_TYPE + ";charset=UTF-8");
    }
}
