package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.billing.internal.paper.InvoicePaperResource;
import kr.dure.billing.internal.paper.InvoicePapers;
import kr.dure.billing.internal.paper.Parties;
import kr.dure.billing.internal.payment.ArrearsResource;
import kr.dure.billing.internal.payment.ArrearsService;
import kr.dure.billing.internal.payment.Mandates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=billing", "osgi.jakartars.application.base=/api/billing"})
public final class BillingApi extends Application {
    private final Set<Object> resources;

    @Activate
    public BillingApi(
            @Reference BillingService service,
            @Reference InvoicePapers papers,
            @Reference Parties parties,
            @Reference ArrearsService arrears,
            @Reference Mandates mandates) {
        resources = Set.of(
                new BillingResource(service),
                new InvoicePaperResource(papers, parties),
                new ArrearsResource(arrears, mandates));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
