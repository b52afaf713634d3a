package kr.dure.identity.internal.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.Rows;
import kr.dure.persistence.Session;

/** Wrong passwords in a row, earlier passwords, and sessions, of the current tenant. */
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

    /** The password was right, though something else was missing: that attempt does not count, earlier ones do. */
    void takeBackAttempt(String loginId) {
        session.entities()
                .createNativeQuery(
                        "UPDATE identity.login_attempt SET failures = failures - 1 WHERE login_id = ?1 AND failures > 0")
                .setParameter(1, loginId)
                .executeUpdate();
    }

    /** Makes changes of the account wait until this transaction ends, and waits for those under way. */
    void lock(UUID account) {
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM identity.account WHERE id = ?1 FOR NO KEY UPDATE")
                .setParameter(1, account)
                .getResultList();
    }

    /** No new version of the account: two logins at once are no conflict, and nobody's {@code ETag} gets stale by one. */
    void loggedIn(UUID account, Instant now) {
        session.entities()
                .createNativeQuery("UPDATE identity.account SET last_login_at = ?2 WHERE id = ?1")
                .setParameter(1, account)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    void resetAttempts(String loginId) {
        session.entities()
                .createNativeQuery("DELETE FROM identity.login_attempt WHERE login_id = ?1")
                .setParameter(1, loginId)
                .executeUpdate();
    }

    /** Keeps a hash that was in use, and forgets those that no rule asks for any more. */
    void remember(UUID id, UUID account, String hash, Instant at) {
        session.entities()
                .createNativeQuery("INSERT INTO identity.password_history (id, account_id, password_hash, at)"
                        + " VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, id)
                .setParameter(2, account)
                .setParameter(3, hash)
                .setParameter(4, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        session.entities()
                .createNativeQuery("DELETE FROM identity.password_history WHERE account_id = ?1 AND id NOT IN"
                        + " (SELECT id FROM identity.password_history WHERE account_id = ?1"
                        + " ORDER BY at DESC, id DESC LIMIT " + LoginService.REMEMBERED + ")")
                .setParameter(1, account)
                .executeUpdate();
    }

    List<String> earlierHashes(UUID account) {
        return Rows.texts(session.entities()
                .createNativeQuery("SELECT password_hash FROM identity.password_history WHERE account_id = ?1"
                        + " ORDER BY at DESC, id DESC")
                .setParameter(1, account));
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

    List<SessionEntity> of(UUID accountId) {
        return session.entities()
                .createQuery(
                        "select s from SessionEntity s where s.accountId = :account order by s.id desc",
                        SessionEntity.class)
                .setParameter("account", accountId)
                .setMaxResults(200)
                .getResultList();
    }

    void used(UUID id, Instant now) {
        session.entities()
                .createNativeQuery("UPDATE identity.session SET last_used_at = ?2 WHERE id = ?1")
                .setParameter(1, id)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    void endByTokenHash(String hash) {
        session.entities()
                .createQuery("delete from SessionEntity s where s.tokenHash = :hash")
                .setParameter("hash", hash)
                .executeUpdate();
    }

    /** @return whether there was one */
    boolean end(UUID accountId, UUID id) {
        return session.entities()
                        .createQuery("delete from SessionEntity s where s.id = :id and s.accountId = :account")
                        .setParameter("id", id)
                        .setParameter("account", accountId)
                        .executeUpdate()
                > 0;
    }

    void endAllOf(UUID accountId) {
        endAllOf(accountId, "");
    }

    /** @param exceptTokenHash the session that stays */
    int endAllOf(UUID accountId, String exceptTokenHash) {
        return session.entities()
                .createQuery("delete from SessionEntity s where s.accountId = :account and s.tokenHash <> :except")
                .setParameter("account", accountId)
                .setParameter("except", exceptTokenHash)
                .executeUpdate();
    }

    /** Ends what operators have open in the current tenant. */
    void endOperators() {
        session.entities()
                .createQuery("delete from SessionEntity s where s.actingOperator is not null")
                .executeUpdate();
    }

    void forgetExpired(Instant now) {
        session.entities()
                .createQuery("delete from SessionEntity s where s.expiresAt < :now")
                .setParameter("now", now)
                .executeUpdate();
    }
}
