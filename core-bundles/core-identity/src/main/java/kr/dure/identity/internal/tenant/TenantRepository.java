package kr.dure.identity.internal;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** The platform's list of tenants. */
final class TenantRepository {
    private final Session session;

    TenantRepository(Session session) {
        this.session = session;
    }

    void add(TenantEntity tenant) {
        session.entities().persist(tenant);
    }

    Optional<TenantEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(TenantEntity.class, id));
    }

    Optional<TenantEntity> findByHost(String host) {
        return first(query("select t from TenantEntity t where t.host = :host").setParameter("host", host));
    }

    Optional<TenantEntity> findOperator() {
        return first(query("select t from TenantEntity t where t.operator = true"));
    }

    List<String> taken(List<String> hosts) {
        return session.entities()
                .createQuery("select t.host from TenantEntity t where t.host in :hosts", String.class)
                .setParameter("hosts", hosts)
                .getResultList();
    }

    List<TenantEntity> list(UUID after, int limit) {
        TypedQuery<TenantEntity> query = after == null
                ? query("select t from TenantEntity t where t.operator = false order by t.id")
                : query("select t from TenantEntity t where t.operator = false and t.id > :after order by t.id")
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    private TypedQuery<TenantEntity> query(String jpql) {
        return session.entities().createQuery(jpql, TenantEntity.class);
    }

    private static Optional<TenantEntity> first(TypedQuery<TenantEntity> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst();
    }
}
