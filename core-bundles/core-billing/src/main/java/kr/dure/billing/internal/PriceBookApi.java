package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/price-book}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=price-book", "osgi.jakartars.application.base=/api/operator/price-book"})
public final class PriceBookApi extends Application {
    private final Set<Object> resources;

    @Activate
    public PriceBookApi(@Reference PriceBookService service) {
        resources = Set.of(new PriceBookResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
