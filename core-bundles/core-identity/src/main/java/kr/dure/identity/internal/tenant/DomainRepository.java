package kr.dure.identity.internal.tenant;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.Rows;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Domains of the current tenant that it has not given back. */
final class DomainRepository {
    private final Session session;

    DomainRepository(Session session) {
        this.session = session;
    }

    void add(DomainEntity domain) {
        session.entities().persist(domain);
        session.entities().flush();
    }

    Optional<DomainEntity> find(UUID id) {
        return session
                .entities()
                .createQuery(
                        "select d from DomainEntity d where d.id = :id and d.removedAt is null", DomainEntity.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    DomainEntity get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("그런 도메인이 없습니다.", "There is no such domain."));
    }

    /**
     * Makes whatever else changes the domain, or gives an address in it, wait until this transaction ends. To be called
     * first.
     */
    void lock(UUID id) {
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM identity.domain WHERE id = ?1 FOR UPDATE")
                .setParameter(1, id)
                .getResultList();
    }

    List<DomainEntity> list() {
        return session.entities()
                .createQuery("select d from DomainEntity d where d.removedAt is null order by d.id", DomainEntity.class)
                .setMaxResults(1000)
                .getResultList();
    }

    /** Users with an address in the mail domain: login id and name. */
    List<String> users(String mailDomain, int limit) {
        return Rows.texts(session.entities()
                .createNativeQuery("SELECT DISTINCT a.login_id || ' (' || a.name || ')' FROM identity.mail_address m"
                        + " JOIN identity.account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id"
                        + " WHERE m.domain = ?1 ORDER BY 1 LIMIT ?2")
                .setParameter(1, mailDomain)
                .setParameter(2, limit));
    }

    long addresses(String mailDomain) {
        return ((Number) session.entities()
                        .createNativeQuery("SELECT count(*) FROM identity.mail_address WHERE domain = ?1")
                        .setParameter(1, mailDomain)
                        .getSingleResult())
                .longValue();
    }
}
