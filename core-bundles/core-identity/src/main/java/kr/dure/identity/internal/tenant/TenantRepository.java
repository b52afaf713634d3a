package kr.dure.identity.internal.tenant;

import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.Rows;
import kr.dure.persistence.Session;
import kr.dure.tenant.TenantState;

/** The platform's list of tenants, and which names are whose. */
final class TenantRepository {
    /** After so long a claim that nothing has proven yields to another. */
    static final Duration CLAIM = Duration.ofDays(7);

    private final Session session;

    TenantRepository(Session session) {
        this.session = session;
    }

    void add(TenantEntity tenant) {
        session.entities().persist(tenant);
        session.entities().flush();
    }

    Optional<TenantEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(TenantEntity.class, id));
    }

    /** Makes whatever else moves the tenant to another state wait until this transaction ends. To be called first. */
    void lock(UUID id) {
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM platform.tenant WHERE id = ?1 FOR UPDATE")
                .setParameter(1, id)
                .getResultList();
    }

    /** Whether the current tenant's data were deleted. */
    boolean deleted() {
        return !session.entities()
                .createNativeQuery("SELECT 1 FROM identity.tenant_end WHERE deleted_at IS NOT NULL")
                .getResultList()
                .isEmpty();
    }

    /** Closed tenants whose day of deletion has come, deleted or not, in the order of their ids. */
    List<TenantEntity> due(LocalDate today, UUID after, int limit) {
        TypedQuery<TenantEntity> query = query("select t from TenantEntity t where t.operator = false"
                        + " and t.state = :closed and t.deleteOn <= :today"
                        + (after == null ? "" : " and t.id > :after") + " order by t.id")
                .setParameter("closed", TenantState.CLOSED)
                .setParameter("today", today);
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** The tenant that answers under {@code host}; one whose own host is not proven answers, though it lets nobody in. */
    Optional<TenantEntity> findByHost(String host) {
        List<?> ids = session.entities()
                .createNativeQuery("SELECT t.id FROM platform.tenant t JOIN platform.host h ON h.tenant_id = t.id"
                        + " WHERE h.host = ?1 AND h.free_on IS NULL AND (h.proven OR t.host = h.host)")
                .setParameter(1, host)
                .getResultList();
        return ids.stream().findFirst().flatMap(id -> find((UUID) id));
    }

    Optional<TenantEntity> findOperator() {
        return query("select t from TenantEntity t where t.operator = true").setMaxResults(1).getResultList().stream()
                .findFirst();
    }

    /**
     * Takes a host for a tenant, also one that it has given back itself.
     *
     * @param skeleton what a shared name looks like, or null for a host of the tenant's own
     * @return false when somebody else has it, or a name that looks the same
     */
    boolean claimHost(String host, String skeleton, UUID tenant, boolean proven, LocalDate today, Instant now) {
        session.entities()
                .createNativeQuery("DELETE FROM platform.host WHERE (host = ?1 OR skeleton = CAST(?2 AS text))"
                        + " AND (free_on <= ?3 OR tenant_id = ?5 AND free_on IS NOT NULL"
                        + " OR NOT proven AND claimed_at < ?4 AND tenant_id <> ?5)")
                .setParameter(1, host)
                .setParameter(2, skeleton)
                .setParameter(3, today)
                .setParameter(4, now.minus(CLAIM).atOffset(ZoneOffset.UTC))
                .setParameter(5, tenant)
                .executeUpdate();
        return session.entities()
                        .createNativeQuery("INSERT INTO platform.host (host, skeleton, tenant_id, proven, claimed_at)"
                                + " VALUES (?1, CAST(?2 AS text), ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                        .setParameter(1, host)
                        .setParameter(2, skeleton)
                        .setParameter(3, tenant)
                        .setParameter(4, proven)
                        .setParameter(5, now.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes a mail domain for a tenant; one that it has already is fine, and one that it has given back is to be proven
     * anew.
     *
     * @return false when it is another's
     */
    boolean claimMailDomain(String domain, UUID tenant, boolean proven, LocalDate today, Instant now) {
        session.entities()
                .createNativeQuery("DELETE FROM platform.mail_domain WHERE domain = ?1"
                        + " AND (free_on <= ?2 OR tenant_id = ?4 AND free_on IS NOT NULL"
                        + " OR NOT proven AND claimed_at < ?3 AND tenant_id <> ?4)")
                .setParameter(1, domain)
                .setParameter(2, today)
                .setParameter(3, now.minus(CLAIM).atOffset(ZoneOffset.UTC))
                .setParameter(4, tenant)
                .executeUpdate();
        session.entities()
                .createNativeQuery("INSERT INTO platform.mail_domain (domain, tenant_id, proven, claimed_at)"
                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
                .setParameter(1, domain)
                .setParameter(2, tenant)
                .setParameter(3, proven)
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return !session.entities()
                .createNativeQuery("SELECT 1 FROM platform.mail_domain WHERE domain = ?1 AND tenant_id = ?2")
                .setParameter(1, domain)
                .setParameter(2, tenant)
                .getResultList()
                .isEmpty();
    }

    /** @return false when the claim has been taken over by another tenant in the meantime */
    boolean prove(String host, String mailDomain, UUID tenant) {
        int hosts = update("UPDATE platform.host SET proven = true WHERE host = ?1 AND tenant_id = ?2", host, tenant);
        int domains = update(
                "UPDATE platform.mail_domain SET proven = true WHERE domain = ?1 AND tenant_id = ?2",
                mailDomain,
                tenant);
        return hosts == 1 && domains == 1;
    }

    /** Gives a host back; nobody else gets it before {@code freeOn}. An unproven claim is free at once. */
    void releaseHost(String host, UUID tenant, LocalDate freeOn) {
        update("DELETE FROM platform.host WHERE host = ?1 AND tenant_id = ?2 AND NOT proven", host, tenant);
        update("UPDATE platform.host SET free_on = ?3 WHERE host = ?1 AND tenant_id = ?2", host, tenant, freeOn);
    }

    void releaseMailDomain(String domain, UUID tenant, LocalDate freeOn) {
        update("DELETE FROM platform.mail_domain WHERE domain = ?1 AND tenant_id = ?2 AND NOT proven", domain, tenant);
        update(
                "UPDATE platform.mail_domain SET free_on = ?3 WHERE domain = ?1 AND tenant_id = ?2",
                domain,
                tenant,
                freeOn);
    }

    /** Gives back whatever the tenant has. */
    void releaseAll(UUID tenant, LocalDate freeOn) {
        update("UPDATE platform.host SET free_on = ?2 WHERE tenant_id = ?1 AND free_on IS NULL", tenant, freeOn);
        update("UPDATE platform.mail_domain SET free_on = ?2 WHERE tenant_id = ?1 AND free_on IS NULL", tenant, freeOn);
    }

    /** A name that the operator's own host needs, taken without asking. */
    void moveOperator(UUID operator, String host) {
        update("DELETE FROM platform.host WHERE tenant_id = ?1", operator);
        update("INSERT INTO platform.host (host, tenant_id) VALUES (?2, ?1)", operator, host);
    }

    /** Which of the hosts, or of names that look like them, somebody has. */
    List<String> taken(List<String> hosts, List<String> skeletons, LocalDate today) {
        return Rows.texts(session.entities()
                .createNativeQuery("SELECT coalesce(skeleton, host) FROM platform.host"
                        + " WHERE (host = ANY(CAST(?1 AS text[])) OR skeleton = ANY(CAST(?2 AS text[])))"
                        + " AND (free_on IS NULL OR free_on > ?3)")
                .setParameter(1, "{" + String.join(",", hosts) + "}")
                .setParameter(2, "{" + String.join(",", skeletons) + "}")
                .setParameter(3, today));
    }

    List<TenantEntity> list(UUID after, int limit) {
        return search(null, null, after, limit);
    }

    /**
     * Customer tenants, in the order of their ids.
     *
     * @param state null: any
     * @param text part of name or host, in letters of either case, or null
     */
    List<TenantEntity> search(TenantState state, String text, UUID after, int limit) {
        StringBuilder jpql = new StringBuilder("select t from TenantEntity t where t.operator = false");
        if (state != null) {
            jpql.append(" and t.state = :state");
        }
        if (text != null) {
            jpql.append(" and (lower(t.name) like :text escape '\\' or t.host like :text escape '\\')");
        }
        if (after != null) {
            jpql.append(" and t.id > :after");
        }
        TypedQuery<TenantEntity> query = query(jpql.append(" order by t.id").toString());
        if (state != null) {
            query.setParameter("state", state);
        }
        if (text != null) {
            query.setParameter("text", "%" + text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    private int update(String sql, Object... values) {
        Query query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query.executeUpdate();
    }

    private TypedQuery<TenantEntity> query(String jpql) {
        return session.entities().createQuery(jpql, TenantEntity.class);
    }
}
