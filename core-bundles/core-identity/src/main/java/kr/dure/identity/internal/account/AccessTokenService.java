package kr.dure.identity.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Personal and service tokens. */
@Component(service = AccessTokenService.class)
public final class AccessTokenService {
    static final String PREFIX = "dure_";
    private static final int MAX_DAYS = 366;
    private static final int MAX_TOKENS = 100;
    private static final Pattern SCOPE = Pattern.compile("(read|write):(\\*|[a-z][a-z0-9-]{0,39})");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final LoginService logins;
    private final PermissionCatalogue permissions;

    @Activate
    public AccessTokenService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference LoginService logins,
            @Reference PermissionCatalogue permissions) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.logins = logins;
        this.permissions = permissions;
    }

    /**
     * A token to make.
     *
     * @param scopes at least one
     * @param permissions for a service token what it holds, all of them held by who makes it; otherwise absent
     * @param expiresAt at most a year ahead
     */
    public record NewToken(String name, Set<String> scopes, Set<String> permissions, Instant expiresAt) {}

    List<AccessToken> personal() {
        return list(Callers.current().accountId());
    }

    List<AccessToken> service() {
        return list(null);
    }

    private List<AccessToken> list(UUID account) {
        return tx.read(session -> new AccessTokenRepository(session)
                .of(account).stream().map(token -> token.toToken(null)).toList());
    }

    /** A token in wrong hands must not grow into another one with wider scopes or a longer life. */
    private static void refuseToken() {
        if (Callers.current().token()) {
            throw new Forbidden("토큰으로는 토큰을 만들 수 없습니다.", "A token cannot make tokens.");
        }
    }

    AccessToken addPersonal(NewToken request) {
        refuseToken();
        Caller caller = Callers.current();
        Authority.refuseOperator();
        if (!tx.read(session -> new AccountRepository(session).exists(caller.accountId()))) {
            throw new Forbidden("개인 토큰은 사람만 만들 수 있습니다.", "Only a person makes a personal token.");
        }
        if (request.permissions() != null && !request.permissions().isEmpty()) {
            throw new Invalid(
                    "permissions",
                    "개인 토큰은 주인의 권한을 그대로 가집니다.",
                    "A personal token holds what its owner does; leave this out.");
        }
        return add(caller.accountId(), request);
    }

    AccessToken addService(NewToken request) {
        refuseToken();
        Authority.refuseOperator();
        Authority.requireAll(known(request.permissions()));
        return add(null, request);
    }

    private static Set<String> known(Set<String> permissions) {
        Invalid.Checks checks = new Invalid.Checks();
        PermissionCatalogue.checkForm(checks, permissions);
        checks.done();
        return permissions == null ? Set.of() : permissions;
    }

    private AccessToken add(UUID account, NewToken request) {
        Instant now = clock.instant();
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(request.name(), "name", 100);
        checks.check(
                request.scopes() != null
                        && !request.scopes().isEmpty()
                        && request.scopes().size() <= 50
                        && request.scopes().stream()
                                .allMatch(scope ->
                                        scope != null && SCOPE.matcher(scope).matches()),
                "scopes",
                "범위는 read:앱 또는 write:앱입니다. 예: read:sms, write:*",
                "A scope is read:APP or write:APP, e.g. read:sms, write:*.");
        permissions.check(checks, request.permissions(), Set.of());
        checks.check(
                request.expiresAt() != null
                        && request.expiresAt().isAfter(now)
                        && !request.expiresAt().isAfter(now.plus(Duration.ofDays(MAX_DAYS))),
                "expiresAt",
                "만료 시각은 지금부터 1년 안이어야 합니다.",
                "The token must expire within a year from now.");
        checks.done();
        String secret = PREFIX + Tokens.next();
        return tx.write(session -> {
            AccessTokenRepository tokens = new AccessTokenRepository(session);
            if (tokens.of(account).size() >= MAX_TOKENS) {
                throw new Conflict(
                        "토큰은 " + MAX_TOKENS + "개까지 만들 수 있습니다. 쓰지 않는 것을 지워 주세요.",
                        "There can be " + MAX_TOKENS + " tokens. Please remove those not in use.");
            }
            AccessTokenEntity token = new AccessTokenEntity(
                    ids.next(),
                    account,
                    request.name().strip(),
                    Tokens.hash(secret),
                    request.scopes(),
                    account == null && request.permissions() != null ? request.permissions() : Set.of(),
                    Callers.current().loginId(),
                    now,
                    request.expiresAt());
            tokens.add(token);
            session.audit(
                    account == null ? "identity.service-token.added" : "identity.token.added",
                    token.id().toString(),
                    null,
                    Map.of(
                            "name",
                            token.name(),
                            "scopes",
                            new TreeSet<>(token.scopes()),
                            "permissions",
                            new TreeSet<>(token.permissions()),
                            "expiresAt",
                            request.expiresAt().toString()));
            return token.toToken(secret);
        });
    }

    void removePersonal(UUID id) {
        remove(Callers.current().accountId(), id);
    }

    void removeService(UUID id) {
        remove(null, id);
    }

    private void remove(UUID account, UUID id) {
        tx.run(session -> {
            AccessTokenRepository tokens = new AccessTokenRepository(session);
            AccessTokenEntity token = tokens.of(account).stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("그런 토큰이 없습니다.", "There is no such token."));
            tokens.remove(token);
            session.audit("identity.token.removed", id.toString(), token.name());
        });
        logins.forgetSessions();
    }
}
