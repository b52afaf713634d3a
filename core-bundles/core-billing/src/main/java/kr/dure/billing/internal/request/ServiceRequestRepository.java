package kr.dure.billing.internal.request;

import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequest.State;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.web.NotFound;

/** Requests of the current tenant, or of all for the operator. */
final class ServiceRequestRepository {
    private final Session session;

    ServiceRequestRepository(Session session) {
        this.session = session;
    }

    void add(ServiceRequestEntity request) {
        session.entities().persist(request);
        session.entities().flush();
    }

    Optional<ServiceRequestEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(ServiceRequestEntity.class, id));
    }

    ServiceRequestEntity get(UUID id) {
        return find(id).orElseThrow(ServiceRequestRepository::absent);
    }

    static NotFound absent() {
        return new NotFound("그런 요청이 없습니다.", "There is no such request.");
    }

    /** Whether one about the same thing is not over yet. */
    boolean open(Kind kind, String product) {
        TypedQuery<ServiceRequestEntity> query = kind == Kind.SEAT_REDUCTION
                ? query("select r from ServiceRequestEntity r where r.state in (:states) and r.kind = :kind")
                        .setParameter("kind", kind)
                : query("select r from ServiceRequestEntity r where r.state in (:states) and r.product = :product")
                        .setParameter("product", product);
        return !query.setParameter("states", List.of(State.REQUESTED, State.SCHEDULED))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Newest first. */
    List<ServiceRequestEntity> list(UUID after, int limit) {
        TypedQuery<ServiceRequestEntity> query = after == null
                ? query("select r from ServiceRequestEntity r order by r.id desc")
                : query("select r from ServiceRequestEntity r where r.id < :after order by r.id desc")
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    /**
     * Oldest first, of all tenants.
     *
     * @param state null: any
     */
    List<ServiceRequestEntity> listAll(State state, UUID after, int limit) {
        StringBuilder jpql = new StringBuilder("select r from ServiceRequestEntity r where 1 = 1");
        if (state != null) {
            jpql.append(" and r.state = :state");
        }
        if (after != null) {
            jpql.append(" and r.id > :after");
        }
        TypedQuery<ServiceRequestEntity> query =
                query(jpql.append(" order by r.id").toString());
        if (state != null) {
            query.setParameter("state", state);
        }
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** Names of companies by their ids. */
    Map<UUID, String> companies(List<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        for (Object row : session.entities()
                .createNativeQuery(
                        "SELECT CAST(id AS text), name FROM platform.tenant" + " WHERE id = ANY(CAST(?1 AS uuid[]))")
                .setParameter(
                        1,
                        "{" + String.join(",", ids.stream().map(UUID::toString).toList()) + "}")
                .getResultList()) {
            Object[] columns = (Object[]) row;
            names.put(UUID.fromString((String) columns[0]), (String) columns[1]);
        }
        return names;
    }

    /** Whose request it is, for the operator. */
    Tenant owner(UUID id) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT CAST(t.id AS text), t.name, t.host, t.state FROM billing.service_request r"
                        + " JOIN platform.tenant t ON t.id = r.tenant_id WHERE r.id = ?1")
                .setParameter(1, id)
                .getResultList();
        Object[] row =
                rows.stream().map(Object[].class::cast).findFirst().orElseThrow(ServiceRequestRepository::absent);
        return new Tenant(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                TenantState.valueOf((String) row[3]),
                false);
    }

    private TypedQuery<ServiceRequestEntity> query(String jpql) {
        return session.entities().createQuery(jpql, ServiceRequestEntity.class);
    }
}
