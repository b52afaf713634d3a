package kr.dure.billing.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Locale;
import kr.dure.identity.Clients;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The store. */
@Path("/")
public final class ProductResource {
    private final ProductService service;

    ProductResource(ProductService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Product.ProductView> list() {
        Locale locale = Clients.language();
        return new Page<>(
                service.list().stream().map(product -> product.in(locale)).toList(), null);
    }

    @GET
    @Path("{id}/preview")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public ProductPreview.PreviewView preview(@PathParam("id") String id) {
        return service.preview(id).in(Clients.language());
    }

    @POST
    @Path("{id}/enable")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public Product.ProductView enable(@PathParam("id") String id) {
        return service.enable(id).in(Clients.language());
    }

    @POST
    @Path("{id}/disable")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public Product.ProductView disable(@PathParam("id") String id) {
        return service.disable(id).in(Clients.language());
    }
}
