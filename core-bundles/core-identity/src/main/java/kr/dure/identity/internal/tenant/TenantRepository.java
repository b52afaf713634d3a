package kr.dure.identity.internal.tenant;

import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
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
        TypedQuery<TenantEntity> query = typed("select t from TenantEntity t where t.operator = false"
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
        return typed("select t from TenantEntity t where t.operator = true").setMaxResults(1).getResultList().stream()
                .findFirst();
    }

    /**
     * Takes a host for a tenant, also one that the tenant has given back. A claim that nothing has proven keeps nobody
     * out, or whoever claims first could shut out the owner: of several the first to {@link #prove} gets the host.
     *
     * @param skeleton what a shared name looks like, or null for a host of the tenant's own
     * @param proven whether the name is the tenant's by being first, as shared names are
     * @return false when somebody else has it, or a name that looks the same
     */
    boolean claimHost(String host, String skeleton, UUID tenant, boolean proven, LocalDate today, Instant now) {
        update(
                "DELETE FROM platform.host WHERE (host = ?1 OR skeleton = CAST(?2 AS text)) AND free_on <= ?3",
                host,
                skeleton,
                today);
        int taken = update(
                "UPDATE platform.host SET free_on = NULL, proven = ?3, claimed_at = ?4"
                        + " WHERE host = ?1 AND tenant_id = ?2 AND free_on IS NOT NULL",
                host,
                tenant,
                proven,
                now.atOffset(ZoneOffset.UTC));
        if (taken == 0) {
            taken = update(
                    "INSERT INTO platform.host (host, skeleton, tenant_id, proven, claimed_at)"
                            + " VALUES (?1, CAST(?2 AS text), ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                    host,
                    skeleton,
                    tenant,
                    proven,
                    now.atOffset(ZoneOffset.UTC));
        }
        return taken == 1 || !proven && exists("SELECT 1 FROM platform.host WHERE host = ?1 AND NOT proven", host);
    }

    /** Takes a mail domain as {@link #claimHost} takes a host; one that the tenant has already is fine. */
    boolean claimMailDomain(String domain, UUID tenant, boolean proven, LocalDate today, Instant now) {
        update("DELETE FROM platform.mail_domain WHERE domain = ?1 AND free_on <= ?2", domain, today);
        update(
                "UPDATE platform.mail_domain SET free_on = NULL, proven = ?3, claimed_at = ?4"
                        + " WHERE domain = ?1 AND tenant_id = ?2 AND free_on IS NOT NULL",
                domain,
                tenant,
                proven,
                now.atOffset(ZoneOffset.UTC));
        update(
                "INSERT INTO platform.mail_domain (domain, tenant_id, proven, claimed_at)"
                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                domain,
                tenant,
                proven,
                now.atOffset(ZoneOffset.UTC));
        return exists(
                "SELECT 1 FROM platform.mail_domain WHERE domain = ?1 AND (tenant_id = ?2 OR NOT proven AND NOT ?3)",
                domain,
                tenant,
                proven);
    }

    /**
     * The tenant has proven that host and mail domain are its own.
     *
     * @return false when another tenant has proven so before
     */
    boolean prove(String host, String mailDomain, UUID tenant, Instant now) {
        int hosts = update(
                "INSERT INTO platform.host AS h (host, tenant_id, proven, claimed_at) VALUES (?1, ?2, true, ?3)"
                        + " ON CONFLICT (host) DO UPDATE SET tenant_id = excluded.tenant_id, proven = true, free_on = NULL"
                        + " WHERE h.tenant_id = excluded.tenant_id OR NOT h.proven",
                host,
                tenant,
                now.atOffset(ZoneOffset.UTC));
        int domains = update(
                "INSERT INTO platform.mail_domain AS d (domain, tenant_id, proven, claimed_at) VALUES (?1, ?2, true, ?3)"
                        + " ON CONFLICT (domain) DO UPDATE SET tenant_id = excluded.tenant_id, proven = true, free_on = NULL"
                        + " WHERE d.tenant_id = excluded.tenant_id OR NOT d.proven",
                mailDomain,
                tenant,
                now.atOffset(ZoneOffset.UTC));
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
        TypedQuery<TenantEntity> query = typed(jpql.append(" order by t.id").toString());
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
        return query(sql, values).executeUpdate();
    }

    private boolean exists(String sql, Object... values) {
        return !query(sql, values).getResultList().isEmpty();
    }

    private Query query(String sql, Object... values) {
        Query query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }

    private TypedQuery<TenantEntity> typed(String jpql) {
        return session.entities().createQuery(jpql, TenantEntity.class);
    }
}
