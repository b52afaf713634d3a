package kr.dure.identity.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.access.Tokens;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions, seen and ended by their owner or by an administrator. */
@Component(service = SessionService.class)
public final class SessionService {
    private final Tx tx;
    private final Clock clock;
    private final PolicyService policies;
    private final LoginService logins;

    @Activate
    public SessionService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Clock clock,
            @Reference PolicyService policies,
            @Reference LoginService logins) {
        this.tx = tx;
        this.clock = clock;
        this.policies = policies;
        this.logins = logins;
    }

    /** @param currentToken the asking session's token, or null */
    List<LoginSession> of(UUID account, String currentToken) {
        Instant now = clock.instant();
        Duration idle = Duration.ofMinutes(policies.login().idleMinutes());
        String hash = currentToken == null ? null : Tokens.hash(currentToken);
        return tx.read(session -> {
            new AccountRepository(session).get(account);
            return new LoginRepository(session)
                    .of(account).stream()
                            .filter(login -> login.holdsAt(now, idle))
                            .map(login -> login.toSession(hash))
                            .toList();
        });
    }

    void end(UUID account, UUID id) {
        tx.run(session -> {
            require(session, account);
            if (!new LoginRepository(session).end(account, id)) {
                throw new NotFound("그런 세션이 없습니다.", "There is no such session.");
            }
            session.audit("identity.session.ended", account.toString(), id.toString());
        });
        logins.forgetSessions();
    }

    /** @param exceptToken the session that stays, or null */
    void endAll(UUID account, String exceptToken) {
        tx.run(session -> {
            require(session, account);
            new LoginRepository(session).endAllOf(account, exceptToken == null ? "" : Tokens.hash(exceptToken));
            session.audit("identity.sessions.ended", account.toString(), null);
        });
        logins.forgetSessions();
    }

    private static void require(Session session, UUID account) {
        AccountEntity entity = new AccountRepository(session).get(account);
        if (!account.equals(Callers.current().accountId())) {
            Authority.requireOver(session, entity);
        }
    }
}
