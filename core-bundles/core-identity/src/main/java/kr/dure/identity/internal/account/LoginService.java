package kr.dure.identity.internal.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.access.LoginPolicy;
import kr.dure.identity.internal.access.PasswordRules;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.access.Throttle;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
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

    /** How many earlier passwords cannot be chosen again; the present one counts too. */
    static final int REMEMBERED = 4;

    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Passwords passwords;
    private final PolicyService policies;
    private final SecondFactors secondFactors;
    private final PermissionCatalogue permissions;
    private final Throttle throttle;

    /** Looked up again after a second, so that what was ended on another node ends here too. */
    private final Cache<Key, Optional<Known>> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    private record Key(UUID tenant, String token) {}

    /** @param exemptAs the account whose exemption from the access policy applies; of a service token, the token */
    private record Known(Authentication authentication, UUID exemptAs) {}

    /** A login that succeeded. */
    public record Login(UUID accountId, String sessionToken, String csrfToken, Pending pending, Duration life) {}

    @Activate
    public LoginService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Passwords passwords,
            @Reference PolicyService policies,
            @Reference SecondFactors secondFactors,
            @Reference PermissionCatalogue permissions) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.passwords = passwords;
        this.policies = policies;
        this.secondFactors = secondFactors;
        this.permissions = permissions;
        this.throttle = new Throttle(50, Duration.ofMinutes(5), clock);
    }

    /**
     * Logs in to the current tenant. Whether the login id exists shows neither in the answers nor in their time.
     *
     * @param otp a code of the second factor or a recovery code, or null
     * @throws Problem 401 {@code login-failed} with {@code attemptsLeft}, 401 {@code otp-required}, 423
     *     {@code account-stopped}, 403 {@code address-not-allowed}, 429 for an address that failed too often
     */
    Login login(String typedLoginId, String password, String otp) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(typedLoginId, "loginId", 64);
        checks.text(password, "password", 1024);
        checks.check(otp == null || otp.length() <= 64, "otp", "otp 값이 너무 깁니다.", "otp is too long.");
        checks.done();
        refuseUnopened();
        throttle.check();
        String loginId = typedLoginId.strip().toLowerCase(Locale.ROOT);
        int attempts = tx.write(session -> new LoginRepository(session).countAttempt(loginId, clock.instant()));
        AccountEntity found = tx.read(
                session -> new AccountRepository(session).findByLoginId(loginId).orElse(null));
        boolean temporary = found != null && found.takesTemporary(password, clock.instant());
        if (!temporary) {
            if (attempts > ATTEMPTS) {
                throttle.count();
                throw stopped();
            }
            if (!passwords.verify(password, found == null ? null : found.passwordHash())) {
                throw failed(loginId, attempts);
            }
        }
        requireSecondFactor(found, loginId, otp, attempts);
        requireDoor(found, loginId);
        return open(found, loginId, temporary ? password : null, null, null);
    }

    private static void refuseUnopened() {
        TenantState state = Tenants.current().state();
        if (state == TenantState.AWAITING_DNS) {
            throw new Forbidden(
                    "아직 개통 전입니다. DNS 등록이 확인되면 열립니다.",
                    "This company is not open yet; it opens when its DNS records are found.");
        }
        if (state == TenantState.CLOSED) {
            throw new Forbidden("해지된 회사입니다. 고객센터에 문의해 주세요.", "This company is closed. Please ask the service centre.");
        }
    }

    private Problem failed(String loginId, int attempts) {
        throttle.count();
        tx.run(session -> session.audit("identity.login.failed", loginId, null));
        int left = Math.max(0, ATTEMPTS - attempts);
        return new Problem(
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

    private void requireSecondFactor(AccountEntity account, String loginId, String otp, int attempts) {
        if (!secondFactors.confirmed(account.id())) {
            return;
        }
        if (otp == null || otp.isBlank()) {
            takeBack(loginId);
            throw new Problem(
                    401,
                    "otp-required",
                    new Text("인증 코드가 필요합니다", "One-time code required"),
                    new Text(
                            "인증 앱의 여섯 자리 코드나 복구 코드를 otp로 함께 보내 주세요.",
                            "Please send the six digits of your authenticator app, or a recovery code, as otp."));
        }
        if (!secondFactors.use(account.id(), otp)) {
            throw failed(loginId, attempts);
        }
    }

    /** After the password, so that nobody learns from outside which accounts are exempt. */
    private void requireDoor(AccountEntity account, String loginId) {
        try {
            policies.requireAddress(account.id());
        } catch (Problem refused) {
            takeBack(loginId);
            tx.run(session ->
                    session.audit("identity.login.refused", account.id().toString(), refused.type()));
            throw refused;
        }
    }

    private void takeBack(String loginId) {
        tx.run(session -> new LoginRepository(session).takeBackAttempt(loginId));
    }

    /**
     * Opens a session.
     *
     * @param temporary the temporary password that is used up by it, or null
     * @param actingOperator the operator who enters, or null
     * @param until when it ends at the latest, or null for the policy's time
     */
    Login open(AccountEntity account, String loginId, String temporary, String actingOperator, Instant until) {
        String token = Tokens.next();
        String csrf = Tokens.next();
        Instant now = clock.instant();
        LoginPolicy policy = policies.login();
        Instant end = now.plus(Duration.ofHours(policy.absoluteHours()));
        Instant expires = until != null && until.isBefore(end) ? until : end;
        Pending pending = tx.write(session -> {
            LoginRepository logins = new LoginRepository(session);
            // From here on a change of the password waits, and ends this session, too.
            logins.lock(account.id());
            AccountEntity own = new AccountRepository(session).get(account.id());
            if (!own.passwordHash().equals(account.passwordHash())) {
                throw new Conflict(
                        "비밀번호가 방금 바뀌었습니다. 새 비밀번호로 로그인해 주세요.",
                        "The password has just been changed. Please log in with the new one.");
            }
            if (temporary != null) {
                if (!own.takesTemporary(temporary, now)) {
                    throw stopped(); // used up by another login in the meantime
                }
                own.useUpTemporary();
            }
            if (actingOperator == null) {
                logins.resetAttempts(loginId);
                logins.loggedIn(account.id(), now);
            }
            logins.forgetExpired(now);
            logins.add(new SessionEntity(
                    ids.next(),
                    account.id(),
                    Tokens.hash(token),
                    csrf,
                    now,
                    expires,
                    Clients.find().orElse(null),
                    actingOperator));
            Caller caller = caller(session, own, actingOperator);
            Callers.call(caller, () -> {
                session.audit(
                        actingOperator == null ? "identity.login" : "identity.operator.entered",
                        own.id().toString(),
                        temporary == null ? null : "with a temporary password");
                return null;
            });
            return pending(own, caller);
        });
        return new Login(account.id(), token, csrf, pending, Duration.between(now, expires));
    }

    private Pending pending(AccountEntity account, Caller caller) {
        if (caller.actingOperator() != null) {
            return Pending.NONE;
        }
        if (account.mustChangePassword()) {
            return Pending.PASSWORD_CHANGE;
        }
        return policies.login().demandsSecondFactor(administrates(caller)) && !secondFactors.confirmed(account.id())
                ? Pending.SECOND_FACTOR
                : Pending.NONE;
    }

    /** Whether somebody may do more than everybody else. */
    boolean administrates(Caller caller) {
        return caller.administrator() || !permissions.everyone().containsAll(caller.permissions());
    }

    private Caller caller(Session session, AccountEntity account, String actingOperator) {
        Set<String> held = new HashSet<>(permissions.everyone());
        held.addAll(account.permissions());
        held.addAll(new RoleRepository(session).permissionsOf(account.id()));
        return new Caller(
                account.id(),
                account.loginId(),
                account.name(),
                account.administrator(),
                Tenants.current().operator(),
                held,
                actingOperator,
                null);
    }

    static Problem stopped() {
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
        return admitted(known.get(new Key(Tenants.current().id(), sessionToken), this::lookUpSession));
    }

    @Override
    public Optional<Authentication> authenticateBearer(String bearerToken) {
        return admitted(
                known.get(new Key(Tenants.current().id(), "Bearer " + bearerToken), key -> lookUpToken(bearerToken)));
    }

    private Optional<Authentication> admitted(Optional<Known> found) {
        found.ifPresent(login -> {
            // The operator's own address rules applied when he took the consent up.
            if (login.authentication().caller().actingOperator() == null) {
                policies.requireAddress(login.exemptAs());
            }
        });
        return found.map(Known::authentication);
    }

    private Optional<Known> lookUpSession(Key key) {
        Instant now = clock.instant();
        Duration idle = Duration.ofMinutes(policies.login().idleMinutes());
        record Found(Known known, SessionEntity session) {}
        Optional<Found> found = tx.read(session -> new LoginRepository(session)
                .findByTokenHash(Tokens.hash(key.token()))
                .filter(login -> login.holdsAt(now, idle))
                .map(login -> {
                    AccountEntity account = new AccountRepository(session).get(login.accountId());
                    Caller caller = caller(session, account, login.actingOperator());
                    return new Found(
                            new Known(
                                    new Authentication(caller, login.csrfToken(), pending(account, caller)),
                                    account.id()),
                            login);
                })
                .filter(login -> Tenants.current().state() != TenantState.SUSPENDED
                        || login.known().authentication().caller().administrator()));
        found.filter(login -> login.session().lastUse().plus(TOUCH).isBefore(now))
                .ifPresent(login -> tx.run(session ->
                        new LoginRepository(session).used(login.session().id(), now)));
        return found.map(Found::known);
    }

    private Optional<Known> lookUpToken(String bearerToken) {
        Instant now = clock.instant();
        return tx.write(session -> {
            AccessTokenRepository tokens = new AccessTokenRepository(session);
            return tokens.findByHash(Tokens.hash(bearerToken))
                    .filter(token -> token.holdsAt(now))
                    .filter(token -> admits(session, token))
                    .map(token -> {
                        token.used(
                                now,
                                Clients.find().map(client -> client.address()).orElse(null),
                                TOUCH);
                        Caller caller = token.accountId() == null
                                ? serviceCaller(token)
                                : caller(session, new AccountRepository(session).get(token.accountId()), null);
                        return new Known(
                                new Authentication(caller.scopedTo(token.scopes()), null, Pending.NONE),
                                caller.accountId());
                    });
        });
    }

    /** A suspended company lets its administrators in only. */
    private static boolean admits(Session session, AccessTokenEntity token) {
        return Tenants.current().state() != TenantState.SUSPENDED
                || token.accountId() != null
                        && new AccountRepository(session).get(token.accountId()).administrator();
    }

    private Caller serviceCaller(AccessTokenEntity token) {
        Set<String> held = new HashSet<>(permissions.everyone());
        held.addAll(token.permissions());
        return new Caller(
                token.id(),
                "token:" + token.name(),
                token.name(),
                false,
                Tenants.current().operator(),
                held);
    }

    void logout(String sessionToken) {
        tx.run(session -> {
            new LoginRepository(session).endByTokenHash(Tokens.hash(sessionToken));
            session.audit("identity.logout", Callers.current().accountId().toString(), null);
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
        if (Callers.current().actingOperator() != null) {
            throw new Forbidden("운영자는 고객의 비밀번호를 바꿀 수 없습니다.", "An operator cannot change a customer's password.");
        }
        record Before(AccountEntity account, java.util.List<String> earlier) {}
        Before before = tx.read(session ->
                new Before(new AccountRepository(session).get(id), new LoginRepository(session).earlierHashes(id)));
        AccountEntity account = before.account();
        throttle.check();
        Invalid.Checks checks = new Invalid.Checks();
        // Whoever has just come in with a temporary password does not know the one before.
        if (!account.mustChangePassword() || current != null && !current.isEmpty()) {
            boolean right = current != null && passwords.verify(current, account.passwordHash());
            if (!right) {
                throttle.count();
            }
            checks.check(
                    right || account.mustChangePassword(),
                    "current",
                    "지금 비밀번호가 맞지 않습니다.",
                    "The current password is wrong.");
        }
        PasswordRules.check(
                checks, "next", next, account.loginId(), policies.login().minPasswordLength());
        checks.done();
        boolean used = passwords.verify(next, account.passwordHash())
                || before.earlier().stream().anyMatch(hash -> passwords.verify(next, hash));
        checks.check(
                !used,
                "next",
                "최근에 쓴 비밀번호 " + (REMEMBERED + 1) + "개와 달라야 합니다.",
                "It must differ from the last " + (REMEMBERED + 1) + " passwords.");
        checks.done();
        String hash = passwords.hash(next);
        AccountEntity changed = tx.write(session -> {
            AccountEntity own = new AccountRepository(session).get(id);
            LoginRepository logins = new LoginRepository(session);
            logins.remember(ids.next(), id, own.passwordHash(), clock.instant());
            own.usePassword(hash, false, clock.instant());
            session.entities().flush(); // after a login that is just under way, so that its session ends, too
            logins.endAllOf(id);
            session.audit("identity.password.changed", id.toString(), null);
            return own;
        });
        forgetSessions();
        return open(changed, changed.loginId(), null, null, null);
    }

    /** After a change of sessions or rights: the next request looks again. */
    void forgetSessions() {
        known.invalidateAll();
    }
}
