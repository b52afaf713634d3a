package kr.dure.billing.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/products}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=products", "osgi.jakartars.application.base=/api/products"})
public final class ProductsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public ProductsApi(@Reference ProductService service) {
        resources = Set.of(new ProductResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
