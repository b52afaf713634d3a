package kr.dure.billing.internal.quote;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/quotes}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-quotes", "osgi.jakartars.application.base=/api/operator/quotes"})
public final class OperatorQuotesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public OperatorQuotesApi(@Reference QuoteService quotes) {
        resources = Set.of(new OperatorQuoteResource(quotes));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
