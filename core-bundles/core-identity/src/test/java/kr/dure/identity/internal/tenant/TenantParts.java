package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.util.List;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.Openings;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.Tenants;

/** The services of tenants and domains, put together for tests. */
public final class TenantParts {
    private TenantParts() {}

    public static TenantMails mails(Clock clock, Mailer mailer, SecretBox box, IdentitySettings settings) {
        return new TenantMails(clock, mailer, box, settings);
    }

    public static DomainService domains(
            Tx tx, Clock clock, TenantDirectoryImpl directory, TenantMails mails, IdentitySettings settings) {
        return new DomainService(tx, new KernelIds(), clock, directory, mails, settings);
    }

    public static SignUpService signUps(
            Tx tx,
            Clock clock,
            TenantDirectoryImpl directory,
            Subscriptions subscriptions,
            Passwords passwords,
            AccountService accounts,
            DomainService domains,
            TenantMails mails,
            IdentitySettings settings) {
        return new SignUpService(
                tx, new KernelIds(), clock, directory, subscriptions, passwords, accounts, domains, mails, settings);
    }

    public static TenantService tenants(
            Tx tx,
            Clock clock,
            TenantDirectoryImpl directory,
            DomainService domains,
            TenantMails mails,
            Subscriptions subscriptions) {
        return new TenantService(tx, clock, directory, domains, mails, subscriptions);
    }

    public static TenantLife life(Tx tx, Clock clock, TenantDirectoryImpl directory, Subscriptions subscriptions) {
        return new TenantLifeImpl(tx, clock, directory, subscriptions);
    }

    /** A company with a shared name, the administrator {@code admin} and a mail domain, which is its host. */
    public static Tenant sharedCompany(TestIdentity identity) {
        SignUp signUp = new SignUp(
                new SignUp.Company("두레상사", "220-81-62517"),
                new SignUp.Contact("김두레", "contact@mail.example", "02-1234-5678"),
                new SignUp.Host("shared", TestIdentity.freshName(), null, null),
                new SignUp.Admin("admin", TestIdentity.PASSWORD),
                List.of("groupware"),
                30,
                null,
                null,
                null);
        SignUp.Opened opened = Tenants.call(identity.operator, () -> identity.signUps.signUp(signUp));
        return identity.directory.find(opened.tenantId()).orElseThrow();
    }

    public static Openings openings(
            Clock clock,
            TenantDirectoryImpl directory,
            DomainService domains,
            TenantMails mails,
            IdentitySettings settings) {
        return new OpeningsImpl(clock, directory, domains, mails, settings);
    }
}
