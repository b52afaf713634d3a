package kr.dure.multidomain.internal;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The company's domains, and which extra ones were charged. */
@Path("")
public final class DomainResource {
    private final DomainService service;

    DomainResource(DomainService service) {
        this.service = service;
    }

    @GET
    @Path("domains")
    @RequiresPermission(MultidomainApp.MANAGE)
    public Page<DomainView> list() {
        return new Page<>(service.list(), null);
    }

    /** Applies for an extra domain, which is charged from today on. */
    @POST
    @Path("domains")
    @Idempotent(status = 201)
    @RequiresPermission(MultidomainApp.MANAGE)
    public DomainView request(NewDomain domain) {
        return service.request(domain.host(), domain.mailDomain());
    }

    @GET
    @Path("domains/{id}")
    @RequiresPermission(MultidomainApp.MANAGE)
    public DomainView get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Looks the domain's records up now. */
    @POST
    @Path("domains/{id}/check")
    @RequiresPermission(MultidomainApp.MANAGE)
    public DomainView check(@PathParam("id") UUID id) {
        return service.check(id);
    }

    @POST
    @Path("domains/{id}/primary")
    @RequiresPermission(MultidomainApp.MANAGE)
    public DomainView makePrimary(@PathParam("id") UUID id) {
        return service.makePrimary(id);
    }

    @DELETE
    @Path("domains/{id}")
    @RequiresPermission(MultidomainApp.MANAGE)
    public void remove(@PathParam("id") UUID id) {
        service.remove(id);
    }

    @GET
    @Path("history")
    @RequiresPermission(MultidomainApp.MANAGE)
    public Page<ExtraDomain> history(
            @QueryParam("after") UUID after, @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.history(after, Page.checkLimit(limit));
    }

    /**
     * @param host a host name under {@code mailDomain}, or the domain itself
     * @param mailDomain what stands behind the @
     */
    public record NewDomain(String host, String mailDomain) {}
}
