package kr.dure.billing.internal;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
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

    /**
     * As {@link #lock}.
     *
     * @return whether {@code month} has its FINAL invoice already, as far as others had committed before the lock was had
     */
    boolean lock(YearMonth month) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        "SELECT CAST(id AS text), (SELECT i.state = 'FINAL' FROM billing.invoice i"
                                                + " WHERE i.month = ?1) FROM billing.subscription FOR UPDATE OF subscription")
                                .setParameter(1, month.toString()),
                        columns -> Boolean.TRUE.equals(columns[1]))
                .contains(true);
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
        return all().stream().map(EntitlementEntity::toEntitled).toList();
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

    /**
     * Ends what is on.
     *
     * @return the products
     */
    List<String> endAll(Instant at) {
        List<EntitlementEntity> open = session.entities()
                .createQuery(
                        "select e from EntitlementEntity e where e.endedAt is null order by e.product",
                        EntitlementEntity.class)
                .getResultList();
        open.forEach(entitlement -> entitlement.end(at));
        session.entities().flush();
        return open.stream().map(EntitlementEntity::product).toList();
    }

    /** What ended at this very instant. */
    List<EntitlementEntity> endedAt(Instant at) {
        return all().stream()
                .filter(entitlement -> at.equals(entitlement.endedAt()))
                .toList();
    }

    /** What is or was on from {@code at} or a later instant on. */
    List<EntitlementEntity> startedFrom(Instant at) {
        return all().stream()
                .filter(entitlement -> !entitlement.startedAt().isBefore(at))
                .toList();
    }

    private List<EntitlementEntity> all() {
        return session.entities()
                .createQuery("select e from EntitlementEntity e order by e.id", EntitlementEntity.class)
                .getResultList();
    }

    private static <T> Optional<T> first(TypedQuery<T> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst();
    }
}
