package kr.dure.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.product.Entitlements;
import kr.dure.tenant.Tenants;
import kr.dure.web.RequiresPermission;

/** What the shell may load for this account. */
@Path("/")
public final class UiResource {
    private final UiModules modules;
    private final InstalledApps apps;
    private final Entitlements entitlements;

    UiResource(UiModules modules, InstalledApps apps, Entitlements entitlements) {
        this.modules = modules;
        this.apps = apps;
        this.entitlements = entitlements;
    }

    /**
     * The modules.
     *
     * @param items as each bundle's module.json says
     */
    public record Listing(List<JsonNode> items) {}

    @GET
    @Path("modules")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response list(@HeaderParam("If-None-Match") String known) {
        Caller caller = Callers.current();
        Listing listing = new Listing(modules.modules().stream()
                .filter(module -> mayLoad(module, caller))
                .toList());
        String tag = '"' + hash(listing.items().toString()) + '"';
        return tag.equals(known)
                ? Response.notModified(tag).build()
                : Response.ok(listing).tag(tag.substring(1, tag.length() - 1)).build();
    }

    private boolean mayLoad(JsonNode module, Caller caller) {
        String permission = module.path("permission").asText("");
        return (permission.isEmpty() || caller.permissions().contains(permission))
                && apps.find(module.path("id").asText())
                        .filter(app -> entitlements.enabled(Tenants.current().id(), app.product()))
                        .filter(app -> permission.isEmpty() || apps.allows(app, permission))
                        .isPresent();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
