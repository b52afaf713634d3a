package kr.dure.sms.internal;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.carrier.Result;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Messages and recipients of the current tenant. */
final class MessageRepository {
    /** When something that waits for approval is due: not before somebody says so. */
    static final Instant HELD = Instant.parse("9999-12-31T00:00:00Z");

    private final Session session;

    MessageRepository(Session session) {
        this.session = session;
    }

    /** How many messages may still be sent and are not charged yet, by meter. */
    Map<String, Long> pending() {
        Map<String, Long> pending = new HashMap<>();
        for (Object row : session.entities()
                .createNativeQuery("SELECT long_message, count(*) FROM recipient"
                        + " WHERE state IN ('QUEUED', 'SUBMITTING', 'UNKNOWN') GROUP BY long_message")
                .getResultList()) {
            Object[] values = (Object[]) row;
            pending.put(SmsApp.meter((Boolean) values[0]), ((Number) values[1]).longValue());
        }
        return pending;
    }

    /** Adds a message with its recipients; who has opted out is over at once. */
    void add(MessageEntity message, List<MessageService.Ready> recipients, Instant dueAt, Instant now) {
        session.entities().persist(message);
        session.entities().flush();
        session.entities()
                .createNativeQuery("""
                        INSERT INTO recipient
                            (id, message_id, number, text, long_message, state, result, reason, due_at, changed_at)
                        SELECT v.id, ?1, v.number, v.text, v.long_message,
                               CASE WHEN v.opted_out THEN 'FAILED' ELSE 'QUEUED' END,
                               CASE WHEN v.opted_out THEN 'OPTED_OUT' END,
                               CASE WHEN v.opted_out THEN 'opted out' END, ?2, ?3
                        FROM unnest(CAST(?4 AS uuid[]), CAST(?5 AS text[]), CAST(?6 AS text[]), CAST(?7 AS boolean[]),
                                    CAST(?8 AS boolean[])) AS v (id, number, text, long_message, opted_out)""")
                .setParameter(1, message.id())
                .setParameter(2, at(dueAt))
                .setParameter(3, at(now))
                .setParameter(4, SqlArray.of(recipients, MessageService.Ready::id))
                .setParameter(5, SqlArray.of(recipients, MessageService.Ready::number))
                .setParameter(6, SqlArray.of(recipients, MessageService.Ready::ownText))
                .setParameter(7, SqlArray.of(recipients, MessageService.Ready::longMessage))
                .setParameter(8, SqlArray.of(recipients, MessageService.Ready::optedOut))
                .executeUpdate();
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
        return session.entities()
                .createQuery(
                        "select r from RecipientEntity r where r.messageId = :message order by r.id",
                        RecipientEntity.class)
                .setParameter("message", message)
                .getResultList();
    }

    /** Ends what is still queued; how many. */
    int end(UUID message, Result result, String reason, Instant now) {
        return session.entities()
                .createNativeQuery("UPDATE recipient SET state = 'FAILED', result = ?1, reason = ?2, changed_at = ?3"
                        + " WHERE message_id = ?4 AND state = 'QUEUED'")
                .setParameter(1, result.name())
                .setParameter(2, reason)
                .setParameter(3, at(now))
                .setParameter(4, message)
                .executeUpdate();
    }

    /** What was held is due. */
    void letGo(UUID message, Instant dueAt, Instant now) {
        session.entities()
                .createNativeQuery("UPDATE recipient SET due_at = ?1, changed_at = ?2"
                        + " WHERE message_id = ?3 AND state = 'QUEUED'")
                .setParameter(1, at(dueAt))
                .setParameter(2, at(now))
                .setParameter(3, message)
                .executeUpdate();
    }

    /** How many recipients were accepted since {@code moment}. */
    long recipientsSince(Instant moment) {
        Object sum = session.entities()
                .createNativeQuery("SELECT COALESCE(sum(recipients), 0) FROM message"
                        + " WHERE created_at >= ?1 AND status NOT IN ('REJECTED', 'CANCELLED')")
                .setParameter(1, at(moment))
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    /** Counts of what was accepted from {@code from} to {@code to}, by length, state and result. */
    List<Statistics.Count> count(Instant from, Instant to) {
        List<?> rows = session.entities()
                .createNativeQuery(
                        "SELECT r.long_message, CASE r.state WHEN 'SUBMITTING' THEN 'QUEUED' ELSE r.state END,"
                                + " r.result, count(*) FROM recipient r"
                                + " JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id"
                                + " WHERE m.created_at >= ?1 AND m.created_at < ?2 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
                .setParameter(1, at(from))
                .setParameter(2, at(to))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Statistics.Count(
                        (Boolean) row[0] ? "LMS" : "SMS",
                        Message.State.valueOf((String) row[1]),
                        row[2] == null ? null : Result.valueOf((String) row[2]),
                        ((Number) row[3]).longValue()))
                .toList();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
