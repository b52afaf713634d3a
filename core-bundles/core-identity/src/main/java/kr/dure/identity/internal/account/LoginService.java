package kr.dure.identity.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Callers;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Login with a stop after five wrong passwords (L1), and the sessions that follow. */
@Component(service = {LoginService.class, Authenticator.class})
public final class LoginService implements Authenticator {
    static final int ATTEMPTS = 5;
    static final Duration SESSION_LIFE = Duration.ofHours(12);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Passwords passwords = new Passwords();

    /** Sessions are looked up again after a second, so that one ended on another node ends here too. */
    private final Cache<SessionKey, Optional<Authentication>> sessions = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    private record SessionKey(UUID tenant, String token) {}

    /** A login that succeeded. */
    record Login(Account account, String sessionToken, String csrfToken, boolean mustChangePassword) {}

    @Activate
    public LoginService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference OperatorSetup operatorExists) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Logs in to the current tenant.
     *
     * @throws Problem 401 {@code login-failed} with {@code attemptsLeft}, 423 {@code account-stopped}
     */
    Login login(String typedLoginId, String password) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(typedLoginId, "loginId", 64);
        checks.text(password, "password", 1024);
        checks.done();
        Tenant tenant = Tenants.current();
        if (tenant.state() == TenantState.AWAITING_DNS) {
            throw new Forbidden(
                    "아직 개통 전입니다. DNS 등록이 확인되면 열립니다.",
                    "This company is not open yet; it opens when its DNS records are found.");
        }
        String loginId = typedLoginId.strip().toLowerCase(Locale.ROOT);
        int attempts = tx.write(session -> new LoginRepository(session).countAttempt(loginId, clock.instant()));
        if (attempts > ATTEMPTS) {
            throw stopped();
        }
        Optional<AccountEntity> found = tx.read(session -> new AccountRepository(session).findByLoginId(loginId));
        if (!passwords.verify(password, found.map(AccountEntity::passwordHash).orElse(null))) {
            tx.run(session -> session.audit("identity.login.failed", loginId, null));
            int left = ATTEMPTS - attempts;
            throw new Problem(
                            401,
                            "login-failed",
                            new Text("로그인하지 못했습니다", "Login failed"),
                            left == 0
                                    ? new Text(
                                            "비밀번호가 5번 틀려 계정이 정지되었습니다. 비밀번호 찾기를 하거나 관리자에게 문의하세요.",
                                            "Wrong for the fifth time: the account is stopped. Recover the password or ask your administrator.")
                                    : new Text(
                                            "아이디 또는 비밀번호가 맞지 않습니다. " + left + "번 더 틀리면 계정이 정지됩니다.",
                                            "Login id or password is wrong. After " + left
                                                    + " more the account is stopped."))
                    .with("attemptsLeft", left);
        }
        return open(found.orElseThrow(), loginId);
    }

    private Login open(AccountEntity account, String loginId) {
        String token = Tokens.next();
        String csrf = Tokens.next();
        Instant now = clock.instant();
        tx.run(session -> {
            LoginRepository logins = new LoginRepository(session);
            logins.resetAttempts(loginId);
            logins.forgetExpired(now);
            logins.add(
                    new SessionEntity(ids.next(), account.id(), Tokens.hash(token), csrf, now, now.plus(SESSION_LIFE)));
            session.audit("identity.login", loginId, null);
        });
        return new Login(account.toAccount(), token, csrf, account.mustChangePassword());
    }

    private static Problem stopped() {
        return new Problem(
                423,
                "account-stopped",
                new Text("계정이 정지되었습니다", "Account stopped"),
                new Text(
                        "비밀번호를 5번 잘못 입력해 계정이 정지되었습니다. 비밀번호 찾기를 하거나 관리자에게 새 비밀번호를 요청하세요.",
                        "Five wrong passwords stopped the account. Recover the password, or ask your administrator for a new one."));
    }

    @Override
    public Optional<Authentication> authenticate(String sessionToken) {
        return sessions.get(new SessionKey(Tenants.current().id(), sessionToken), this::lookUp);
    }

    @Override
    public Optional<Authentication> authenticateBearer(String bearerToken) {
        return Optional.empty();
    }

    private Optional<Authentication> lookUp(SessionKey key) {
        boolean operator = Tenants.current().operator();
        return tx.read(session -> new LoginRepository(session)
                .findByTokenHash(Tokens.hash(key.token()))
                .filter(login -> login.holdsAt(clock.instant()))
                .map(login -> {
                    AccountEntity account = new AccountRepository(session).get(login.accountId());
                    return new Authentication(
                            account.toCaller(operator),
                            login.csrfToken(),
                            account.mustChangePassword() ? Pending.PASSWORD_CHANGE : Pending.NONE,
                            null);
                }));
    }

    void logout(String sessionToken) {
        tx.run(session -> {
            new LoginRepository(session).endByTokenHash(Tokens.hash(sessionToken));
            session.audit("identity.logout", Callers.current().loginId(), null);
        });
        forgetSessions();
    }

    /**
     * Changes the caller's own password and ends the caller's other sessions.
     *
     * @return the new login that replaces the current one
     */
    Login changePassword(String current, String next) {
        UUID id = Callers.current().accountId();
        AccountEntity account = tx.read(session -> new AccountRepository(session).get(id));
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                current != null && passwords.verify(current, account.passwordHash()),
                "current",
                "지금 비밀번호가 맞지 않습니다.",
                "The current password is wrong.");
        Passwords.check(checks, "next", next, account.loginId());
        checks.check(
                next == null || !next.equals(current),
                "next",
                "새 비밀번호가 지금 비밀번호와 같습니다.",
                "The new password is the same as the current one.");
        checks.done();
        String hash = passwords.hash(next);
        AccountEntity changed = tx.write(session -> {
            AccountEntity own = new AccountRepository(session).get(id);
            own.usePassword(hash, false);
            new LoginRepository(session).endAllOf(id);
            session.audit("identity.password.changed", own.loginId(), null);
            return own;
        });
        forgetSessions();
        return open(changed, changed.loginId());
    }

    /** After a change of sessions or rights: the next request looks again. */
    void forgetSessions() {
        sessions.invalidateAll();
    }
}
