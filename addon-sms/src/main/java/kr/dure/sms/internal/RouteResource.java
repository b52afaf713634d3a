package kr.dure.sms.internal;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Routes to carriers. */
@Path("routes")
public final class RouteResource {
    private final RouteService service;

    RouteResource(RouteService service) {
        this.service = service;
    }

    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Route> list() {
        return new Page<>(service.list(), null);
    }

    @PUT
    @Path("{name}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Route put(@PathParam("name") String name, NewRoute given) {
        return service.put(name, given.toRoute(name), given.password());
    }

    @DELETE
    @Path("{name}")
    @RequiresPermission(RequiresPermission.OPERATOR)
    public void delete(@PathParam("name") String name) {
        service.delete(name);
    }

    /**
     * As {@link Route}; what is absent has its usual value.
     *
     * @param password absent: as it was
     */
    public record NewRoute(
            String protocol,
            String host,
            Integer port,
            String systemId,
            String password,
            Integer priority,
            String charset,
            Integer dataCoding,
            Integer window,
            Integer perSecond,
            Boolean longMessages,
            Boolean enabled) {
        Route toRoute(String name) {
            return new Route(
                    null,
                    name,
                    protocol == null ? "smpp" : protocol,
                    host,
                    port == null ? 2775 : port,
                    systemId,
                    priority == null ? 0 : priority,
                    charset,
                    dataCoding,
                    window == null ? RouteSettings.DEFAULT_WINDOW : window,
                    perSecond == null ? 0 : perSecond,
                    Boolean.TRUE.equals(longMessages),
                    !Boolean.FALSE.equals(enabled),
                    null);
        }
    }
}
