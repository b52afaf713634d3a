package kr.dure.identity.internal.account;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.identity.Callers;
import kr.dure.identity.SeatPolicy;
import kr.dure.identity.internal.IdentityPermissions;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.identity.internal.organisation.PersonDirectory;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;

/** The services of accounts and logins, put together for tests, and what tests do with them. */
public final class Logins {
    final PermissionCatalogue catalogue = new PermissionCatalogue(
            List.of(),
            List.of(
                    new IdentityPermissions(),
                    () -> List.of(
                            new Permission("everyone.may", new Text("모두", "Everyone"), true),
                            new Permission("sms.send", new Text("문자 보내기", "Send messages"), false))));
    final SecondFactors secondFactors;
    public final LoginService service;
    public final AccountService accounts;
    final RoleService roles;
    final SessionService sessions;
    final SecondFactorService factors;
    final AccessTokenService tokens;
    final PasswordRecovery recovery;
    final OperatorAccess operators;

    public Logins(
            Tx tx,
            Clock clock,
            Passwords passwords,
            PolicyService policies,
            SecretBox box,
            SeatPolicy seats,
            Mailer mailer,
            TenantDirectory directory,
            IdentitySettings settings,
            PersonDirectory people) {
        KernelIds ids = new KernelIds();
        secondFactors = new SecondFactors(tx, clock, box);
        service = new LoginService(tx, ids, clock, passwords, policies, secondFactors, catalogue);
        accounts = new AccountService(tx, ids, clock, seats, service, passwords, policies, people, catalogue);
        roles = new RoleService(tx, ids, service, catalogue);
        sessions = new SessionService(tx, clock, policies, service);
        factors = new SecondFactorService(tx, clock, box, secondFactors, policies, service);
        tokens = new AccessTokenService(tx, ids, clock, service, catalogue);
        recovery = new PasswordRecovery(tx, ids, clock, mailer, settings);
        operators = new OperatorAccess(tx, ids, clock, directory, service, settings);
    }

    static AccountService.NewAccount newAccount(String loginId, boolean administrator) {
        return new AccountService.NewAccount(
                loginId, "김두레", TestIdentity.PASSWORD, loginId + "@mail.example", administrator, Set.of(), null, false);
    }

    /** A further account of the current tenant. */
    public void add(String loginId) {
        accounts.add(newAccount(loginId, false));
    }

    /** Accounts of the current tenant, the oldest first. */
    public List<UUID> accountIds() {
        return accounts.list(null, 200).items().stream().map(Account::id).toList();
    }

    public void remove(UUID account) {
        accounts.remove(account);
    }

    public void makeAdministrator(UUID account) {
        accounts.change(account, new AccountService.AccountChange(null, null, true, null), null);
    }

    public LoginService.Login login(Tenant tenant, String loginId, String password) {
        return Tenants.call(tenant, () -> service.login(loginId, password, null));
    }

    boolean holds(Tenant tenant, String sessionToken) {
        service.forgetSessions();
        return Tenants.call(tenant, () -> service.authenticate(sessionToken).isPresent());
    }

    /** Runs {@code work} as whoever the session belongs to. */
    <T> T as(Tenant tenant, String sessionToken, Supplier<T> work) {
        service.forgetSessions();
        return Tenants.call(
                tenant,
                () -> Callers.call(
                        service.authenticate(sessionToken).orElseThrow().caller(), work));
    }
}
