package kr.dure.billing.internal.quote;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/public/quotes}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=public-quotes", "osgi.jakartars.application.base=/api/public/quotes"})
public final class PublicQuotesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public PublicQuotesApi(@Reference PublicQuotes quotes, @Reference QuoteService service) {
        resources = Set.of(new PublicQuoteResource(quotes, service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
