package kr.dure.billing.internal;

import jakarta.persistence.TypedQuery;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** Subscription, seats, entitlements, usage and invoices of the current tenant. */
final class BillingRepository {
    private final Session session;

    BillingRepository(Session session) {
        this.session = session;
    }

    void add(Object entity) {
        session.entities().persist(entity);
    }

    Optional<SubscriptionEntity> subscription() {
        return session
                .entities()
                .createQuery("select s from SubscriptionEntity s", SubscriptionEntity.class)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    List<SeatChange> seatChanges() {
        return session
                .entities()
                .createQuery("select c from SeatChangeEntity c order by c.id", SeatChangeEntity.class)
                .getResultList()
                .stream()
                .map(SeatChangeEntity::toSeatChange)
                .toList();
    }

    int registeredSeats() {
        return seatChanges().stream().mapToInt(SeatChange::delta).sum();
    }

    List<Entitlement> entitlements() {
        return session
                .entities()
                .createQuery("select e from EntitlementEntity e order by e.id", EntitlementEntity.class)
                .getResultList()
                .stream()
                .map(EntitlementEntity::toEntitlement)
                .toList();
    }

    Optional<EntitlementEntity> openEntitlement(String product) {
        return session
                .entities()
                .createQuery(
                        "select e from EntitlementEntity e where e.product = :product and e.endedAt is null",
                        EntitlementEntity.class)
                .setParameter("product", product)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Metered uses of the month (Asia/Seoul). */
    long used(String meter, YearMonth month) {
        Number sum = (Number) session.entities()
                .createNativeQuery("SELECT coalesce(sum(quantity), 0)::bigint FROM platform.usage"
                        + " WHERE meter = ?1 AND at >= ?2 AND at < ?3")
                .setParameter(1, meter)
                .setParameter(2, Seoul.startOf(month).atOffset(ZoneOffset.UTC))
                .setParameter(3, Seoul.startOf(month.plusMonths(1)).atOffset(ZoneOffset.UTC))
                .getSingleResult();
        return sum.longValue();
    }

    Optional<InvoiceEntity> invoice(YearMonth month) {
        return session
                .entities()
                .createQuery("select i from InvoiceEntity i where i.month = :month", InvoiceEntity.class)
                .setParameter("month", month.toString())
                .getResultList()
                .stream()
                .findFirst();
    }

    Optional<InvoiceEntity> invoice(UUID id) {
        return Optional.ofNullable(session.entities().find(InvoiceEntity.class, id));
    }

    List<InvoiceEntity> invoices(UUID after, int limit) {
        TypedQuery<InvoiceEntity> query = after == null
                ? session.entities().createQuery("select i from InvoiceEntity i order by i.id", InvoiceEntity.class)
                : session.entities()
                        .createQuery(
                                "select i from InvoiceEntity i where i.id > :after order by i.id", InvoiceEntity.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    List<InvoiceLineEntity> lines(UUID invoice) {
        return session
                .entities()
                .createQuery(
                        "select l from InvoiceLineEntity l where l.invoiceId = :invoice order by l.position",
                        InvoiceLineEntity.class)
                .setParameter("invoice", invoice)
                .getResultList();
    }

    void removeLines(UUID invoice) {
        session.entities()
                .createQuery("delete from InvoiceLineEntity l where l.invoiceId = :invoice")
                .setParameter("invoice", invoice)
                .executeUpdate();
    }

    /** The next number of the month's invoices, without gaps: a rolled back transaction gives it back. */
    long nextNumber(YearMonth month) {
        return ((Number) session.entities()
                        .createNativeQuery("INSERT INTO platform.invoice_sequence AS s (month, last) VALUES (?1, 1)"
                                + " ON CONFLICT (month) DO UPDATE SET last = s.last + 1 RETURNING last")
                        .setParameter(1, month.toString())
                        .getSingleResult())
                .longValue();
    }
}
