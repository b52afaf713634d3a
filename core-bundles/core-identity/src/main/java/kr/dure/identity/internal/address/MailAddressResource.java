package kr.dure.identity.internal.address;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Mail addresses: users', aliases, groups and representative addresses (G1). */
@Path("addresses")
public final class MailAddressResource {
    private static final String ADDRESSES = "identity.addresses";

    private final MailAddressService addresses;

    public MailAddressResource(MailAddressService addresses) {
        this.addresses = addresses;
    }

    @GET
    @RequiresPermission(ADDRESSES)
    public Page<MailAddress> list(
            @QueryParam("kind") MailAddress.Kind kind,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return addresses.list(kind, after, Page.checkLimit(limit));
    }

    @POST
    @RequiresPermission(ADDRESSES)
    public Response add(MailAddressService.NewAddress address) {
        return answer(201, addresses.add(address));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ADDRESSES)
    public Response get(@PathParam("id") UUID id) {
        return answer(200, addresses.get(id));
    }

    @PATCH
    @Path("{id}")
    @RequiresPermission(ADDRESSES)
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            MailAddressService.AddressChange change) {
        return answer(200, addresses.change(id, change, ETags.version(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ADDRESSES)
    public void remove(@PathParam("id") UUID id) {
        addresses.remove(id);
    }

    private static Response answer(int status, MailAddressService.Versioned versioned) {
        return Response.status(status)
                .entity(versioned.address())
                .tag(String.valueOf(versioned.version()))
                .build();
    }
}
