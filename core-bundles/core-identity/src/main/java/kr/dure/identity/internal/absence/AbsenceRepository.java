package kr.dure.identity.internal.absence;

import jakarta.persistence.TypedQuery;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Absences of the current tenant. */
final class AbsenceRepository {
    /** Tells this lock from others of the same tenant. */
    private static final int KIND = 0x616273;

    /** So many wrong passwords stop a login (L1). */
    private static final int STOPPED = 5;

    private final Session session;

    AbsenceRepository(Session session) {
        this.session = session;
    }

    /** Entries are made one after the other, so that two at once cannot overlap. Before anything is read. */
    void lock() {
        session.entities()
                .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(" + KIND
                        + ", hashtext(current_setting('dure.tenant'))) AS text)")
                .getResultList();
    }

    void add(AbsenceEntity entry) {
        session.entities().persist(entry);
    }

    AbsenceEntity get(UUID id) {
        AbsenceEntity entry = session.entities().find(AbsenceEntity.class, id);
        if (entry == null) {
            throw new NotFound("그런 부재가 없습니다.", "There is no such absence.");
        }
        return entry;
    }

    /** What holds of a person's entries between two days, both inclusive. */
    List<AbsenceEntity> standing(UUID person, LocalDate from, LocalDate to) {
        return query(
                        "select a from AbsenceEntity a where a.personId = :person and a.cancelledAt is null"
                                + " and a.firstDay <= :to and a.lastDay >= :from order by a.id",
                        Map.of("person", person, "from", from, "to", to))
                .getResultList();
    }

    /** The same of one day as it was known at {@code asOf}. */
    List<AbsenceEntity> known(UUID person, LocalDate day, Instant asOf) {
        return query(
                        "select a from AbsenceEntity a where a.personId = :person"
                                + " and a.firstDay <= :day and a.lastDay >= :day order by a.id",
                        Map.of("person", person, "day", day))
                .getResultList()
                .stream()
                .filter(entry -> entry.heldAt(asOf))
                .toList();
    }

    /**
     * Entries by id.
     *
     * @param person null for everybody's
     * @param cancelled whether cancelled ones are among them
     */
    List<AbsenceEntity> list(UUID person, LocalDate from, LocalDate to, boolean cancelled, UUID after, int limit) {
        StringBuilder jpql =
                new StringBuilder("select a from AbsenceEntity a where a.firstDay <= :to and a.lastDay >= :from");
        Map<String, Object> values = new LinkedHashMap<>(Map.of("from", from, "to", to));
        if (!cancelled) {
            jpql.append(" and a.cancelledAt is null");
        }
        if (person != null) {
            jpql.append(" and a.personId = :person");
            values.put("person", person);
        }
        if (after != null) {
            jpql.append(" and a.id > :after");
            values.put("after", after);
        }
        return query(jpql.append(" order by a.id").toString(), values)
                .setMaxResults(limit)
                .getResultList();
    }

    boolean hasAccount(UUID id) {
        return !session.entities()
                .createNativeQuery("SELECT id FROM identity.account WHERE id = ?1")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    /** Whether the account is there, its person has not left by {@code day}, and its login is not stopped. */
    boolean usable(UUID account, LocalDate day) {
        return !session.entities()
                .createNativeQuery("SELECT a.id FROM identity.account a WHERE a.id = ?1"
                        + " AND NOT EXISTS (SELECT 1 FROM identity.person p WHERE p.id = a.id AND p.left_on <= ?2)"
                        + " AND NOT EXISTS (SELECT 1 FROM identity.login_attempt l WHERE l.login_id = a.login_id"
                        + " AND l.failures >= " + STOPPED + ")")
                .setParameter(1, account)
                .setParameter(2, Date.valueOf(day))
                .getResultList()
                .isEmpty();
    }

    private TypedQuery<AbsenceEntity> query(String jpql, Map<String, ?> values) {
        TypedQuery<AbsenceEntity> query = session.entities().createQuery(jpql, AbsenceEntity.class);
        values.forEach(query::setParameter);
        return query;
    }
}
