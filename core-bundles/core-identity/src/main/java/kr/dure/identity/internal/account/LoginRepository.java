package kr.dure.identity.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** Wrong passwords in a row, and sessions, of the current tenant. */
final class LoginRepository {
    private final Session session;

    LoginRepository(Session session) {
        this.session = session;
    }

    /**
     * Counts an attempt before its password is looked at, so that many at once cannot try more than the limit.
     *
     * @return how many attempts in a row have not succeeded, this one included
     */
    int countAttempt(String loginId, Instant now) {
        return ((Number) session.entities()
                        .createNativeQuery("INSERT INTO identity.login_attempt AS a (login_id, failures, last_at)"
                                + " VALUES (?1, 1, ?2) ON CONFLICT (tenant_id, login_id)"
                                + " DO UPDATE SET failures = a.failures + 1, last_at = excluded.last_at"
                                + " RETURNING failures")
                        .setParameter(1, loginId)
                        .setParameter(2, now.atOffset(ZoneOffset.UTC))
                        .getSingleResult())
                .intValue();
    }

    void resetAttempts(String loginId) {
        session.entities()
                .createNativeQuery("DELETE FROM identity.login_attempt WHERE login_id = ?1")
                .setParameter(1, loginId)
                .executeUpdate();
    }

    void add(SessionEntity login) {
        session.entities().persist(login);
    }

    Optional<SessionEntity> findByTokenHash(String hash) {
        return session
                .entities()
                .createQuery("select s from SessionEntity s where s.tokenHash = :hash", SessionEntity.class)
                .setParameter("hash", hash)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    void endByTokenHash(String hash) {
        session.entities()
                .createQuery("delete from SessionEntity s where s.tokenHash = :hash")
                .setParameter("hash", hash)
                .executeUpdate();
    }

    void endAllOf(UUID accountId) {
        session.entities()
                .createQuery("delete from SessionEntity s where s.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }

    void forgetExpired(Instant now) {
        session.entities()
                .createQuery("delete from SessionEntity s where s.expiresAt < :now")
                .setParameter("now", now)
                .executeUpdate();
    }
}
