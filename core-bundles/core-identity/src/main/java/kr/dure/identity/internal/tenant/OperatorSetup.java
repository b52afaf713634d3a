package kr.dure.identity.internal.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.identity.internal.account.AccountService;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's own tenant and its first login, made once per installation. Nobody logs in before it is there. */
@Component(service = OperatorSetup.class)
public final class OperatorSetup {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSetup.class);

    @Activate
    public OperatorSetup(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference AccountService accounts,
            @Reference Passwords passwords) {
        this(tx, ids, clock, accounts, passwords, IdentitySettings.fromSystem());
    }

    OperatorSetup(
            Tx tx, Ids ids, Clock clock, AccountService accounts, Passwords passwords, IdentitySettings settings) {
        Tenant fresh = new Tenant(ids.next(), "Operator", settings.operatorHost(), TenantState.OPEN, true);
        Tenants.run(
                fresh,
                () -> tx.run(session -> {
                    TenantRepository tenants = new TenantRepository(session);
                    Optional<TenantEntity> existing = tenants.findOperator();
                    if (existing.isPresent()) {
                        if (!existing.get().host().equals(settings.operatorHost())) {
                            existing.get().moveTo(settings.operatorHost());
                            tenants.moveOperator(existing.get().id(), settings.operatorHost());
                        }
                        return;
                    }
                    tenants.add(new TenantEntity(fresh, clock.instant()));
                    tenants.moveOperator(fresh.id(), fresh.host());
                    String password = settings.operatorPassword().orElseGet(() -> generate(settings.data()));
                    accounts.addFirst(session, ids.next(), "operator", "Operator", null, passwords.hash(password));
                    session.audit("identity.operator.created", null, null);
                }));
    }

    /** Written before the account is committed: a crash in between leaves a password that is never used. */
    private static String generate(Path data) {
        String password = Tokens.next().substring(0, 16);
        Path file = data.resolve("operator-password");
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The operator's first password could not be written to " + file, e);
        }
        LOG.info("The first password of login 'operator' is in {}", file);
        return password;
    }
}
