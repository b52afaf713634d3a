package kr.dure.identity.internal;

import jakarta.persistence.TypedQuery;
import java.util.List;
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
    }

    AccountEntity get(UUID id) {
        AccountEntity account = session.entities().find(AccountEntity.class, id);
        if (account == null) {
            throw new NotFound("그런 계정이 없습니다.", "There is no such account.");
        }
        return account;
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

    int countAdministrators() {
        return count("select count(a) from AccountEntity a where a.administrator = true");
    }

    void remove(AccountEntity account) {
        session.entities().remove(account);
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
