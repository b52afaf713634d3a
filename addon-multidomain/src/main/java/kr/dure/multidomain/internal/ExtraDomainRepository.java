package kr.dure.multidomain.internal;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;

/** What is and was charged, and when records were looked up. */
final class ExtraDomainRepository {
    private final EntityManager entities;

    ExtraDomainRepository(Session session) {
        this.entities = session.entities();
    }

    void add(ExtraDomainEntity domain) {
        entities.persist(domain);
        entities.flush();
    }

    /** The extra domain with this id that is still there, or empty. */
    Optional<ExtraDomainEntity> findHeld(UUID id) {
        return Optional.ofNullable(entities.find(ExtraDomainEntity.class, id)).filter(domain -> !domain.removed());
    }

    /** What was there on a day of {@code month}, in the order of the days. */
    List<ExtraDomain> of(YearMonth month) {
        return entities
                .createQuery(
                        "select d from ExtraDomainEntity d where d.requestedOn <= :end"
                                + " and (d.removedOn is null or d.removedOn >= :start) order by d.requestedOn, d.id",
                        ExtraDomainEntity.class)
                .setParameter("end", month.atEndOfMonth())
                .setParameter("start", month.atDay(1))
                .getResultList()
                .stream()
                .map(ExtraDomainEntity::toExtraDomain)
                .toList();
    }

    List<ExtraDomain> list(UUID after, int limit) {
        var query = after == null
                ? entities.createQuery("select d from ExtraDomainEntity d order by d.id", ExtraDomainEntity.class)
                : entities.createQuery(
                                "select d from ExtraDomainEntity d where d.id > :after order by d.id",
                                ExtraDomainEntity.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList().stream()
                .map(ExtraDomainEntity::toExtraDomain)
                .toList();
    }

    /** Notes a look-up at {@code now} and returns true, unless there was one after {@code before}. */
    boolean noteCheck(UUID id, Instant now, Instant before) {
        return entities.createNativeQuery("INSERT INTO domain_check (id, checked_at) VALUES (?1, ?2)"
                                + " ON CONFLICT (tenant_id, id) DO UPDATE SET checked_at = excluded.checked_at"
                                + " WHERE domain_check.checked_at <= ?3")
                        .setParameter(1, id)
                        .setParameter(2, now.atOffset(ZoneOffset.UTC))
                        .setParameter(3, before.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    void forgetChecks(UUID id) {
        entities.createNativeQuery("DELETE FROM domain_check WHERE id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }
}
