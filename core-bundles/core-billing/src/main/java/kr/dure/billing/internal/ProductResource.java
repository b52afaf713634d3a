package kr.dure.billing.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
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
    public Page<Product.ProductView> list(@Context HttpHeaders headers) {
        Locale locale = Language.of(headers);
        return new Page<>(
                service.list().stream().map(product -> product.in(locale)).toList(), null);
    }

    @GET
    @Path("{id}/preview")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public ProductPreview.PreviewView preview(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.preview(id).in(Language.of(headers));
    }

    @POST
    @Path("{id}/enable")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public Product.ProductView enable(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.enable(id).in(Language.of(headers));
    }

    @POST
    @Path("{id}/disable")
    @RequiresPermission(BillingPermissions.PRODUCTS)
    public Product.ProductView disable(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.disable(id).in(Language.of(headers));
    }
}
