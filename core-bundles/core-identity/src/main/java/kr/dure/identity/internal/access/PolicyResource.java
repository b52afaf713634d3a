package kr.dure.identity.internal.access;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.identity.internal.access.LoginPolicy.SecondFactorDemand;
import kr.dure.identity.internal.access.PolicyRepository.Versioned;
import kr.dure.web.RequiresPermission;

/** The tenant's rules for coming in. */
@Path("/")
public final class PolicyResource {
    private static final String SECURITY = "identity.security";

    private final PolicyService policies;

    public PolicyResource(PolicyService policies) {
        this.policies = policies;
    }

    @GET
    @Path("access-policy")
    @RequiresPermission(SECURITY)
    public Response accessPolicy() {
        return answer(policies.accessPolicy());
    }

    @PUT
    @Path("access-policy")
    @RequiresPermission(SECURITY)
    public Response changeAccessPolicy(@HeaderParam("If-Match") String ifMatch, NewAccessPolicy policy) {
        return answer(policies.change(
                new AccessPolicy(
                        Boolean.TRUE.equals(policy.enabled()),
                        policy.allowed() == null ? List.of() : policy.allowed(),
                        policy.exemptAccountIds() == null ? Set.of() : policy.exemptAccountIds()),
                ETags.version(ifMatch),
                Boolean.TRUE.equals(policy.confirmLockout())));
    }

    @GET
    @Path("login-policy")
    @RequiresPermission(SECURITY)
    public Response loginPolicy() {
        return answer(policies.loginPolicy());
    }

    @PUT
    @Path("login-policy")
    @RequiresPermission(SECURITY)
    public Response changeLoginPolicy(@HeaderParam("If-Match") String ifMatch, NewLoginPolicy policy) {
        LoginPolicy now = policies.loginPolicy().policy();
        return answer(policies.change(
                new LoginPolicy(
                        policy.minPasswordLength() == null ? now.minPasswordLength() : policy.minPasswordLength(),
                        policy.idleMinutes() == null ? now.idleMinutes() : policy.idleMinutes(),
                        policy.absoluteHours() == null ? now.absoluteHours() : policy.absoluteHours(),
                        policy.secondFactor() == null ? now.secondFactor() : policy.secondFactor(),
                        policy.raiseSeatsOnImport() == null ? now.raiseSeatsOnImport() : policy.raiseSeatsOnImport()),
                ETags.version(ifMatch)));
    }

    private static Response answer(Versioned<?> versioned) {
        return Response.ok(versioned.policy())
                .tag(String.valueOf(versioned.version()))
                .build();
    }

    /** @param confirmLockout true: save it although it shuts out the caller's own address */
    public record NewAccessPolicy(
            Boolean enabled, List<String> allowed, Set<UUID> exemptAccountIds, Boolean confirmLockout) {}

    /** What is left out stays as it is. */
    public record NewLoginPolicy(
            Integer minPasswordLength,
            Integer idleMinutes,
            Integer absoluteHours,
            SecondFactorDemand secondFactor,
            Boolean raiseSeatsOnImport) {}
}
