package kr.dure.billing.internal;

import java.util.List;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;

/** The platform's customers, for work that visits each. */
final class CustomerRepository {
    /** Before every customer's id. */
    static final UUID START = new UUID(0, 0);

    private final Session session;

    CustomerRepository(Session session) {
        this.session = session;
    }

    int count() {
        return ((Number) session.entities()
                        .createNativeQuery("SELECT count(*) FROM platform.tenant WHERE NOT operator")
                        .getSingleResult())
                .intValue();
    }

    List<Tenant> list(UUID after, int limit) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT CAST(id AS text), name, host, state FROM platform.tenant"
                        + " WHERE NOT operator AND id > ?1 ORDER BY platform.tenant.id")
                .setParameter(1, after)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(CustomerRepository::tenant)
                .toList();
    }

    private static Tenant tenant(Object[] row) {
        return new Tenant(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                TenantState.valueOf((String) row[3]),
                false);
    }
}
