package kr.dure.billing.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The store of the tenant. */
@Path("/")
public final class ProductResource {
    private final ProductService service;

    ProductResource(ProductService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<ProductService.Product> list(@Context HttpHeaders headers) {
        return service.list(Languages.of(headers));
    }

    @GET
    @Path("{id}/preview")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public ProductService.Preview preview(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.preview(id, Languages.of(headers));
    }

    @POST
    @Path("{id}/enable")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public ProductService.Product enable(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.enable(id, Languages.of(headers));
    }

    @POST
    @Path("{id}/disable")
    @RequiresPermission(RequiresPermission.ADMINISTRATOR)
    public ProductService.Product disable(@PathParam("id") String id, @Context HttpHeaders headers) {
        return service.disable(id, Languages.of(headers));
    }
}
