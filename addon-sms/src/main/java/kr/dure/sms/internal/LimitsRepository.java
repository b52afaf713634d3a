package kr.dure.sms.internal;

import java.util.List;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenants;

/** A company's limits, one row; its id is the company's. */
final class LimitsRepository {
    private final Session session;

    LimitsRepository(Session session) {
        this.session = session;
    }

    SendingLimits get() {
        return rows().stream().findFirst().map(LimitsEntity::toLimits).orElse(new SendingLimits(null, null));
    }

    void set(SendingLimits limits) {
        rows().stream()
                .findFirst()
                .orElseGet(() -> {
                    LimitsEntity added = new LimitsEntity(Tenants.current().id());
                    session.entities().persist(added);
                    return added;
                })
                .set(limits);
    }

    private List<LimitsEntity> rows() {
        return session.entities()
                .createQuery("select l from LimitsEntity l", LimitsEntity.class)
                .getResultList();
    }
}
