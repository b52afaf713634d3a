package kr.dure.sms.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.persistence.Session;

/** Numbers that get no advertisements. */
final class OptOutRepository {
    private final Session session;

    OptOutRepository(Session session) {
        this.session = session;
    }

    void add(OptOutEntity optOut) {
        session.entities().persist(optOut);
    }

    Optional<OptOutEntity> find(String number) {
        return session.entities()
                .createQuery("select o from OptOutEntity o where o.number = :number", OptOutEntity.class)
                .setParameter("number", number)
                .getResultStream()
                .findFirst();
    }

    void remove(OptOutEntity optOut) {
        session.entities().remove(optOut);
    }

    /** Which of the numbers have opted out. */
    Set<String> among(Collection<String> numbers) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT number FROM opt_out WHERE number = ANY (CAST(?1 AS text[]))")
                .setParameter(1, SqlArray.of(numbers, number -> number))
                .getResultList();
        Set<String> found = new HashSet<>();
        rows.forEach(row -> found.add((String) row));
        return found;
    }

    List<OptOutEntity> list(UUID after, int limit) {
        var query = after == null
                ? session.entities().createQuery("select o from OptOutEntity o order by o.id", OptOutEntity.class)
                : session.entities()
                        .createQuery(
                                "select o from OptOutEntity o where o.id > :after order by o.id", OptOutEntity.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }
}
