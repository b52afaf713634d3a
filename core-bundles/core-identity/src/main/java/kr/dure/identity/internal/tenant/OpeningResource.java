package kr.dure.identity.internal.tenant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kr.dure.identity.Clients;
import kr.dure.tenant.Openings;
import kr.dure.tenant.Openings.Opening;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import kr.dure.web.RequiresPermission;

/** How far a company's opening is, by the token of its status link, on the operator's host (S3). */
@Path("{token}")
public final class OpeningResource {
    private final Openings openings;

    public OpeningResource(Openings openings) {
        this.openings = openings;
    }

    @GET
    @RequiresPermission(RequiresPermission.NONE)
    public OpeningView get(@PathParam("token") String token) {
        return view(onOperatorsHost() ? openings.find(token) : Optional.empty());
    }

    /** Looks the records up now; not more often than every ten seconds. */
    @POST
    @Path("checks")
    @RequiresPermission(RequiresPermission.NONE)
    public OpeningView check(@PathParam("token") String token) {
        return view(onOperatorsHost() ? openings.check(token) : Optional.empty());
    }

    private static boolean onOperatorsHost() {
        return Tenants.current().operator();
    }

    private static OpeningView view(Optional<Opening> found) {
        Locale language = Clients.language();
        return found.map(opening -> new OpeningView(
                        opening.company(),
                        opening.state(),
                        opening.loginUrl(),
                        opening.domains().stream()
                                .map(domain -> DomainResource.DomainView.of(domain, language))
                                .toList()))
                .orElseThrow(() -> new NotFound("그런 링크가 없습니다.", "There is no such link."));
    }

    public record OpeningView(
            String company, TenantState state, String loginUrl, List<DomainResource.DomainView> domains) {}
}
