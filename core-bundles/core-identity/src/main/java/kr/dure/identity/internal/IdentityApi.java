package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.access.PolicyResource;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.account.AccessTokenService;
import kr.dure.identity.internal.account.AccountResource;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.identity.internal.account.OperatorAccess;
import kr.dure.identity.internal.account.OperatorAccessResource;
import kr.dure.identity.internal.account.RoleResource;
import kr.dure.identity.internal.account.RoleService;
import kr.dure.identity.internal.account.SecondFactorService;
import kr.dure.identity.internal.account.ServiceTokenResource;
import kr.dure.identity.internal.account.SessionService;
import kr.dure.identity.internal.address.MailAddressResource;
import kr.dure.identity.internal.address.MailAddressService;
import kr.dure.identity.internal.tenant.DomainResource;
import kr.dure.identity.internal.tenant.DomainService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/identity}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=identity", "osgi.jakartars.application.base=/api/identity"})
public final class IdentityApi extends Application {
    private final Set<Object> resources;

    @Activate
    public IdentityApi(
            @Reference AccountService accounts,
            @Reference SessionService sessions,
            @Reference SecondFactorService secondFactors,
            @Reference RoleService roles,
            @Reference AccessTokenService tokens,
            @Reference OperatorAccess operators,
            @Reference PolicyService policies,
            @Reference MailAddressService addresses,
            @Reference DomainService domains) {
        resources = Set.of(
                new AccountResource(accounts, sessions, secondFactors),
                new RoleResource(roles),
                new ServiceTokenResource(tokens),
                new OperatorAccessResource(operators),
                new PolicyResource(policies),
                new MailAddressResource(addresses),
                new DomainResource(domains));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
