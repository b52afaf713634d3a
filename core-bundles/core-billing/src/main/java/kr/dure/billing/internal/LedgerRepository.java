package kr.dure.billing.internal;

import jakarta.persistence.TypedQuery;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.persistence.Session;

/** What the current tenant agreed to, its registered seats and its products. */
final class LedgerRepository {
    private final Session session;

    LedgerRepository(Session session) {
        this.session = session;
    }

    void add(Object entity) {
        session.entities().persist(entity);
        session.entities().flush();
    }

    Optional<SubscriptionEntity> subscription() {
        return first(session.entities().createQuery("select s from SubscriptionEntity s", SubscriptionEntity.class));
    }

    /** Makes whatever else changes the tenant's money wait until this transaction ends. */
    void lock() {
        session.entities()
                .createNativeQuery("SELECT CAST(id AS text) FROM billing.subscription FOR UPDATE")
                .getResultList();
    }

    List<SeatChange> seatChanges() {
        return session
                .entities()
                .createQuery("select c from SeatChangeEntity c order by c.onDate, c.id", SeatChangeEntity.class)
                .getResultList()
                .stream()
                .map(SeatChangeEntity::toSeatChange)
                .toList();
    }

    /** R of rule B1 on {@code day}. */
    long registeredSeats(LocalDate day) {
        Long seats = session.entities()
                .createQuery("select sum(c.delta) from SeatChangeEntity c where c.onDate <= :day", Long.class)
                .setParameter("day", day)
                .getSingleResult();
        return seats == null ? 0 : seats;
    }

    List<Entitled> entitlements() {
        return session
                .entities()
                .createQuery("select e from EntitlementEntity e order by e.id", EntitlementEntity.class)
                .getResultList()
                .stream()
                .map(EntitlementEntity::toEntitled)
                .toList();
    }

    List<Entitled> openEntitlements() {
        return session
                .entities()
                .createQuery("select e from EntitlementEntity e where e.endedAt is null", EntitlementEntity.class)
                .getResultList()
                .stream()
                .map(EntitlementEntity::toEntitled)
                .toList();
    }

    Optional<EntitlementEntity> openEntitlement(String product) {
        return first(session.entities()
                .createQuery(
                        "select e from EntitlementEntity e where e.product = :product and e.endedAt is null",
                        EntitlementEntity.class)
                .setParameter("product", product));
    }

    private static <T> Optional<T> first(TypedQuery<T> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst();
    }
}
