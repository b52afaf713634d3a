package kr.dure.identity.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.identity.internal.account.AccessTokenService;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.identity.internal.account.AuthResource;
import kr.dure.identity.internal.account.LoginService;
import kr.dure.identity.internal.account.OperatorAccess;
import kr.dure.identity.internal.account.PasswordRecovery;
import kr.dure.identity.internal.account.SecondFactorService;
import kr.dure.identity.internal.account.SessionService;
import kr.dure.identity.internal.tenant.OperatorSetup;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/auth}; nobody logs in before the operator is there. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=auth", "osgi.jakartars.application.base=/api/auth"})
public final class AuthApi extends Application {
    private final Set<Object> resources;

    @Activate
    public AuthApi(
            @Reference OperatorSetup operatorExists,
            @Reference LoginService logins,
            @Reference AccountService accounts,
            @Reference PasswordRecovery recovery,
            @Reference SecondFactorService secondFactors,
            @Reference SessionService sessions,
            @Reference AccessTokenService tokens,
            @Reference OperatorAccess operators) {
        resources = Set.of(new AuthResource(logins, accounts, recovery, secondFactors, sessions, tokens, operators));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
