package kr.dure.billing.internal.credit;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.billing.internal.paper.InvoicePapers;
import kr.dure.billing.internal.paper.OperatorPaperResource;
import kr.dure.billing.internal.paper.TaxInvoices;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/invoices}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-invoices", "osgi.jakartars.application.base=/api/operator/invoices"})
public final class OperatorInvoicesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorInvoicesApi(
            @Reference OperatorInvoices service, @Reference InvoicePapers papers, @Reference TaxInvoices taxInvoices) {
        resources = Set.of(new OperatorInvoiceResource(service), new OperatorPaperResource(papers, taxInvoices));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
