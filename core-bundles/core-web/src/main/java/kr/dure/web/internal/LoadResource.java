package kr.dure.web.internal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** How busy the server is. */
@Path("/")
public final class LoadResource {
    private final Load load;

    LoadResource(Load load) {
        this.load = load;
    }

    /** The last hour of the server that answers, every ten seconds, oldest first. */
    @GET
    @RequiresPermission(RequiresPermission.OPERATOR)
    public Page<Load.Sample> list() {
        return new Page<>(load.samples(), null);
    }
}
