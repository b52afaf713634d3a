package kr.dure.identity.internal.account;

import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Accounts of the current tenant. */
final class AccountRepository {
    private final Session session;

    AccountRepository(Session session) {
        this.session = session;
    }

    void add(AccountEntity account) {
        session.entities().persist(account);
        session.entities().flush();
    }

    AccountEntity get(UUID id) {
        AccountEntity account = session.entities().find(AccountEntity.class, id);
        if (account == null) {
            throw new NotFound("그런 계정이 없습니다.", "There is no such account.");
        }
        return account;
    }

    boolean exists(UUID id) {
        return session.entities().find(AccountEntity.class, id) != null;
    }

    Optional<AccountEntity> findByLoginId(String loginId) {
        return query("select a from AccountEntity a where a.loginId = :loginId")
                .setParameter("loginId", loginId)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<AccountEntity> list(UUID after, int limit) {
        TypedQuery<AccountEntity> query = after == null
                ? query("select a from AccountEntity a order by a.id")
                : query("select a from AccountEntity a where a.id > :after order by a.id")
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    /** How many there are. Additions wait for each other, so that two at once cannot slip past the seats (B1). */
    int countForAddition() {
        session.entities()
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtext(current_setting('dure.tenant'))) AS text)")
                .getResultList();
        return count("select count(a) from AccountEntity a");
    }

    /** Changes of rights wait for each other, so that two at once cannot leave a tenant without administrator. */
    void lockRights() {
        session.entities()
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtext('rights' || current_setting('dure.tenant'))) AS text)")
                .getResultList();
    }

    int countAdministrators() {
        return count("select count(a) from AccountEntity a where a.administrator = true");
    }

    void remove(AccountEntity account) {
        session.entities().remove(account);
    }

    /** The user's own address of each account. */
    Map<UUID, String> addresses(Collection<UUID> ids) {
        Map<UUID, String> found = new HashMap<>();
        for (Object row : session.entities()
                .createNativeQuery("SELECT account_id, local_part || '@' || domain FROM identity.mail_address"
                        + " WHERE kind = 'USER' AND account_id = ANY(CAST(?1 AS uuid[]))")
                .setParameter(1, array(ids))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            found.put((UUID) columns[0], (String) columns[1]);
        }
        return found;
    }

    /** Login ids of stopped accounts among {@code loginIds}. */
    List<?> stopped(Collection<String> loginIds, int limit) {
        return session.entities()
                .createNativeQuery("SELECT login_id FROM identity.login_attempt WHERE failures >= ?2"
                        + " AND login_id = ANY(CAST(?1 AS text[]))")
                .setParameter(1, "{" + String.join(",", loginIds) + "}")
                .setParameter(2, limit)
                .getResultList();
    }

    /** Which of the accounts have a second factor. */
    List<?> withSecondFactor(Collection<UUID> ids) {
        return session.entities()
                .createNativeQuery("SELECT account_id FROM identity.second_factor WHERE confirmed_at IS NOT NULL"
                        + " AND account_id = ANY(CAST(?1 AS uuid[]))")
                .setParameter(1, array(ids))
                .getResultList();
    }

    /** As PostgreSQL writes an array; ids and login ids need no quoting in it. */
    static String array(Collection<UUID> ids) {
        return "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}";
    }

    private int count(String jpql) {
        return session.entities()
                .createQuery(jpql, Long.class)
                .getSingleResult()
                .intValue();
    }

    private TypedQuery<AccountEntity> query(String jpql) {
        return session.entities().createQuery(jpql, AccountEntity.class);
    }
}
