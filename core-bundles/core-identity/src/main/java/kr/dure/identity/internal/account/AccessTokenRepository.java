package kr.dure.identity.internal.account;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** Tokens for programs, of the current tenant. */
final class AccessTokenRepository {
    private final Session session;

    AccessTokenRepository(Session session) {
        this.session = session;
    }

    void add(AccessTokenEntity token) {
        session.entities().persist(token);
    }

    Optional<AccessTokenEntity> findByHash(String hash) {
        return query("select t from AccessTokenEntity t where t.tokenHash = :hash")
                .setParameter("hash", hash)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** @param account whose personal tokens, or null for the service tokens */
    List<AccessTokenEntity> of(UUID account) {
        TypedQuery<AccessTokenEntity> query = account == null
                ? query("select t from AccessTokenEntity t where t.accountId is null order by t.id desc")
                : query("select t from AccessTokenEntity t where t.accountId = :account order by t.id desc")
                        .setParameter("account", account);
        return query.setMaxResults(200).getResultList();
    }

    void remove(AccessTokenEntity token) {
        session.entities().remove(token);
    }

    private TypedQuery<AccessTokenEntity> query(String jpql) {
        return session.entities().createQuery(jpql, AccessTokenEntity.class);
    }
}
