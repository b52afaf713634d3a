package kr.dure.billing.internal.quote;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/quotes}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=quotes", "osgi.jakartars.application.base=/api/billing/quotes"})
public final class QuotesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public QuotesApi(@Reference QuoteService quotes) {
        resources = Set.of(new QuoteResource(quotes));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
