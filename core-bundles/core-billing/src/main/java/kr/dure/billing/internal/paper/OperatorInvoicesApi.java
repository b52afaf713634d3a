package kr.dure.billing.internal.paper;

import jakarta.ws.rs.core.Application;
import java.util.Set;
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
    public OperatorInvoicesApi(@Reference InvoicePapers papers, @Reference TaxInvoices taxInvoices) {
        resources = Set.of(new OperatorInvoiceResource(papers, taxInvoices));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
