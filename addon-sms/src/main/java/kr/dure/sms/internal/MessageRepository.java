package kr.dure.sms.internal;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Messages and recipients of the current tenant. */
final class MessageRepository {
    private final Session session;

    MessageRepository(Session session) {
        this.session = session;
    }

    void add(MessageEntity message, List<RecipientEntity> recipients) {
        session.entities().persist(message);
        session.entities().flush();
        recipients.forEach(session.entities()::persist);
    }

    MessageEntity get(UUID id) {
        MessageEntity message = session.entities().find(MessageEntity.class, id);
        if (message == null) {
            throw new NotFound("그런 문자가 없습니다.", "There is no such message.");
        }
        return message;
    }

    /** Newest first; ids are in the order of creation. */
    List<MessageEntity> list(UUID after, int limit) {
        TypedQuery<MessageEntity> query = after == null
                ? session.entities()
                        .createQuery("select m from MessageEntity m order by m.id desc", MessageEntity.class)
                : session.entities()
                        .createQuery(
                                "select m from MessageEntity m where m.id < :after order by m.id desc",
                                MessageEntity.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    List<RecipientEntity> recipients(UUID message) {
        return recipients("r.messageId = :value", message);
    }

    RecipientEntity recipient(UUID id) {
        return session.entities().find(RecipientEntity.class, id);
    }

    List<RecipientEntity> in(Message.State state) {
        return recipients("r.state = :value", state);
    }

    /** Takes up to {@code limit} recipients that are due; another node that asks at the same time gets others. */
    List<RecipientEntity> takeDue(Instant now, int limit) {
        List<?> ids = session.entities()
                .createNativeQuery("SELECT id FROM recipient WHERE state = 'QUEUED' AND due_at <= ?1"
                        + " ORDER BY due_at, id LIMIT " + limit + " FOR UPDATE SKIP LOCKED")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .getResultList();
        return ids.stream().map(id -> recipient((UUID) id)).toList();
    }

    /** When the next queued recipient is due, or empty when none waits. */
    Optional<Instant> nextDue() {
        // Not min(): OpenJPA reads the result of a function without the field's value handler.
        return session.entities()
                .createQuery(
                        "select r.dueAt from RecipientEntity r where r.state = :state order by r.dueAt", Instant.class)
                .setParameter("state", Message.State.QUEUED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    List<MessageEntity> all(Collection<UUID> ids) {
        return ids.stream().distinct().map(this::get).toList();
    }

    private List<RecipientEntity> recipients(String condition, Object value) {
        return session.entities()
                .createQuery(
                        "select r from RecipientEntity r where " + condition + " order by r.id", RecipientEntity.class)
                .setParameter("value", value)
                .getResultList();
    }
}
