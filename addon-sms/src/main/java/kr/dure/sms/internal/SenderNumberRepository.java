package kr.dure.sms.internal;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Sender numbers: the current tenant's, or everyone's behind the operator's door. */
final class SenderNumberRepository {
    private final Session session;

    SenderNumberRepository(Session session) {
        this.session = session;
    }

    void add(SenderNumberEntity number) {
        session.entities().persist(number);
    }

    SenderNumberEntity get(UUID id) {
        SenderNumberEntity number = session.entities().find(SenderNumberEntity.class, id);
        if (number == null) {
            throw new NotFound("그런 발신번호가 없습니다.", "There is no such sender number.");
        }
        return number;
    }

    Optional<SenderNumberEntity> find(String number) {
        return session
                .entities()
                .createQuery("select s from SenderNumberEntity s where s.number = :number", SenderNumberEntity.class)
                .setParameter("number", number)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The number that was registered first of those that may send now. */
    Optional<String> firstApproved(Instant now) {
        return session
                .entities()
                .createQuery("select s from SenderNumberEntity s order by s.id", SenderNumberEntity.class)
                .getResultList()
                .stream()
                .map(number -> number.toSenderNumber(now))
                .filter(number -> number.state() == SenderNumber.State.APPROVED)
                .map(SenderNumber::number)
                .findFirst();
    }

    /** In the order of registration. */
    List<SenderNumberEntity> list(Optional<SenderNumber.State> state, UUID after, int limit) {
        StringBuilder jpql = new StringBuilder("select s from SenderNumberEntity s where 1 = 1");
        state.ifPresent(wanted -> jpql.append(" and s.state = :state"));
        if (after != null) {
            jpql.append(" and s.id > :after");
        }
        TypedQuery<SenderNumberEntity> query =
                session.entities().createQuery(jpql.append(" order by s.id").toString(), SenderNumberEntity.class);
        state.ifPresent(wanted -> query.setParameter("state", wanted));
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }
}
