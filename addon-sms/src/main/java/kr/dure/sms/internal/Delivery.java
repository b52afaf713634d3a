package kr.dure.sms.internal;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.carrier.Carrier.Outcome;
import kr.dure.carrier.Carrier.Submission;
import kr.dure.carrier.Result;
import kr.dure.metering.Usage;
import kr.dure.persistence.Session;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/**
 * The steps of recipients on their way, many at a time. Each statement names the states it starts from, so that no step
 * is taken twice, whoever tries.
 */
final class Delivery {
    private final Session session;
    private final EntityManager entities;

    Delivery(Session session) {
        this.session = session;
        this.entities = session.entities();
    }

    /** What became of a submission. */
    record Submitted(Outgoing outgoing, Outcome outcome, Instant retryAt) {}

    /** A message whose end is not known, as memory needs it to match receipts. */
    record OnItsWay(
            UUID recipient,
            String carrierId,
            String number,
            String route,
            Instant submittedAt,
            boolean lms,
            String sender) {}

    /** The end of a message as the carrier has it. */
    record Ended(UUID recipient, Result result, String code, boolean wasInDoubt, boolean lms, Instant submittedAt) {}

    /** Which messages a link may take. */
    enum Length {
        SHORT("AND NOT r.long_message "),
        LONG("AND r.long_message "),
        ANY("");

        private final String condition;

        Length(String condition) {
            this.condition = condition;
        }
    }

    /** Takes up to {@code limit} that are due, and puts advertisements off that the night has caught. */
    List<Outgoing> take(Length length, int limit, String route, String node, Instant now) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT r.id, r.number, COALESCE(r.text, m.text), m.sender, m.subject,"
                                + " m.kind, r.long_message FROM recipient r"
                                + " JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id"
                                + " WHERE r.state = 'QUEUED' AND r.due_at <= ?1 " + length.condition
                                + "ORDER BY r.due_at, r.id LIMIT " + limit + " FOR UPDATE OF r SKIP LOCKED")
                .setParameter(1, at(now))
                .getResultList();
        Tenant tenant = Tenants.current();
        List<Outgoing> taken = new ArrayList<>(rows.size());
        List<UUID> night = new ArrayList<>();
        for (Object row : rows) {
            Object[] values = (Object[]) row;
            UUID id = (UUID) values[0];
            if (Message.Kind.AD.name().equals(values[5]) && AdRules.atNight(now)) {
                night.add(id);
                continue;
            }
            boolean lms = (Boolean) values[6];
            taken.add(new Outgoing(
                    tenant,
                    id,
                    new Submission(
                            (String) values[3],
                            (String) values[1],
                            lms ? (String) values[4] : null,
                            (String) values[2],
                            lms)));
        }
        if (!night.isEmpty()) {
            entities.createNativeQuery(
                            "UPDATE recipient SET due_at = ?1, changed_at = ?2 WHERE id = ANY (CAST(?3 AS uuid[]))")
                    .setParameter(1, at(AdRules.morningAfter(now)))
                    .setParameter(2, at(now))
                    .setParameter(3, SqlArray.of(night, id -> id))
                    .executeUpdate();
        }
        if (!taken.isEmpty()) {
            entities.createNativeQuery("UPDATE recipient SET state = 'SUBMITTING', route = ?1, node = ?2,"
                            + " submitted_at = ?3, changed_at = ?3 WHERE id = ANY (CAST(?4 AS uuid[]))")
                    .setParameter(1, route)
                    .setParameter(2, node)
                    .setParameter(3, at(now))
                    .setParameter(4, SqlArray.of(taken, Outgoing::recipient))
                    .executeUpdate();
        }
        return taken;
    }

    /** Writes down what became of submissions, and charges what was accepted (B5). */
    void submitted(List<Submitted> submissions, Instant now) {
        entities.createNativeQuery("""
                        UPDATE recipient r SET state = v.state, carrier_id = COALESCE(v.carrier_id, r.carrier_id),
                            result = v.result, code = v.code, reason = v.reason,
                            due_at = COALESCE(v.due_at, r.due_at), changed_at = ?1
                        FROM unnest(CAST(?2 AS uuid[]), CAST(?3 AS text[]), CAST(?4 AS text[]), CAST(?5 AS text[]),
                                    CAST(?6 AS text[]), CAST(?7 AS text[]), CAST(?8 AS timestamptz[]))
                            AS v (id, state, carrier_id, result, code, reason, due_at)
                        WHERE r.id = v.id AND r.state IN ('SUBMITTING', 'UNKNOWN')""")
                .setParameter(1, at(now))
                .setParameter(2, SqlArray.of(submissions, one -> one.outgoing().recipient()))
                .setParameter(3, SqlArray.of(submissions, one -> state(one.outcome())))
                .setParameter(
                        4,
                        SqlArray.of(
                                submissions,
                                one -> one.outcome() instanceof Outcome.Accepted accepted ? accepted.id() : null))
                .setParameter(5, SqlArray.of(submissions, one -> result(one.outcome())))
                .setParameter(6, SqlArray.of(submissions, one -> code(one.outcome())))
                .setParameter(7, SqlArray.of(submissions, one -> reason(one.outcome())))
                .setParameter(8, SqlArray.of(submissions, Submitted::retryAt))
                .executeUpdate();
        List<Submitted> accepted = submissions.stream()
                .filter(one -> one.outcome() instanceof Outcome.Accepted)
                .toList();
        Map<UUID, UUID> writers =
                writers(accepted.stream().map(one -> one.outgoing().recipient()).toList());
        session.record(accepted.stream()
                .map(one -> usage(
                        one.outgoing().recipient(), one.outgoing().submission().longMessage(), now, writers))
                .toList());
    }

    private static Object state(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Message.State.SENT;
        }
        if (outcome instanceof Outcome.Refused) {
            return Message.State.FAILED;
        }
        return outcome instanceof Outcome.Later ? Message.State.QUEUED : Message.State.UNKNOWN;
    }

    private static Object result(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Result.ACCEPTED;
        }
        return outcome instanceof Outcome.Refused refused ? refused.result() : null;
    }

    private static Object code(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.code();
        }
        return outcome instanceof Outcome.Later later ? later.code() : null;
    }

    private static Object reason(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.code();
        }
        return outcome instanceof Outcome.Unclear unclear ? "no answer from the carrier: " + unclear.reason() : null;
    }

    /** Writes down what the carrier says of ends. That of a message in doubt proves that it was taken: it is charged now. */
    void ended(List<Ended> ends, Instant now) {
        entities.createNativeQuery("""
                        UPDATE recipient r SET state = CASE v.result WHEN 'DELIVERED' THEN 'DELIVERED' ELSE 'FAILED' END,
                            result = v.result, code = v.code,
                            reason = CASE v.result WHEN 'DELIVERED' THEN NULL ELSE COALESCE(v.code, v.result) END,
                            changed_at = ?1
                        FROM unnest(CAST(?2 AS uuid[]), CAST(?3 AS text[]), CAST(?4 AS text[])) AS v (id, result, code)
                        WHERE r.id = v.id AND r.state IN ('SENT', 'UNKNOWN')""")
                .setParameter(1, at(now))
                .setParameter(2, SqlArray.of(ends, Ended::recipient))
                .setParameter(3, SqlArray.of(ends, Ended::result))
                .setParameter(4, SqlArray.of(ends, Ended::code))
                .executeUpdate();
        List<Ended> doubtful = ends.stream().filter(Ended::wasInDoubt).toList();
        Map<UUID, UUID> writers =
                writers(doubtful.stream().map(Ended::recipient).toList());
        session.record(doubtful.stream()
                .map(end -> usage(end.recipient(), end.lms(), end.submittedAt(), writers))
                .toList());
    }

    private static Usage usage(UUID recipient, boolean lms, Instant at, Map<UUID, UUID> writers) {
        return new Usage(SmsApp.meter(lms), 1, recipient.toString(), at, writers.get(recipient));
    }

    /** Whose messages these recipients' are; what no person wrote is absent. */
    private Map<UUID, UUID> writers(List<UUID> recipients) {
        Map<UUID, UUID> writers = new HashMap<>();
        if (recipients.isEmpty()) {
            return writers;
        }
        for (Object row : entities.createNativeQuery("SELECT CAST(r.id AS text), CAST(m.created_by AS text)"
                        + " FROM recipient r JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id"
                        + " WHERE r.id = ANY (CAST(?1 AS uuid[])) AND m.created_by IS NOT NULL")
                .setParameter(1, SqlArray.of(recipients, id -> id))
                .getResultList()) {
            Object[] values = (Object[]) row;
            writers.put(UUID.fromString((String) values[0]), UUID.fromString((String) values[1]));
        }
        return writers;
    }

    /**
     * What was being handed over is in doubt now: it was perhaps sent, and is never sent again.
     *
     * @param node whose; null: anybody's that began before {@code before}
     */
    int doubt(String node, Instant before, Instant now) {
        return entities.createNativeQuery("UPDATE recipient SET state = 'UNKNOWN', changed_at = ?1,"
                        + " reason = 'the server stopped while handing it over'"
                        + " WHERE state = 'SUBMITTING' AND "
                        + (node == null ? "submitted_at < ?2" : "node = ?2"))
                .setParameter(1, at(now))
                .setParameter(2, node == null ? at(before) : node)
                .executeUpdate();
    }

    /** What is still in doubt after {@code before} has failed for the company; it was not charged. */
    int giveUp(Instant before, Instant now) {
        return entities.createNativeQuery("UPDATE recipient SET state = 'FAILED', result = 'UNKNOWN',"
                        + " reason = 'unknown', changed_at = ?1 WHERE state = 'UNKNOWN' AND submitted_at < ?2")
                .setParameter(1, at(now))
                .setParameter(2, at(before))
                .executeUpdate();
    }

    /** Messages whose end is awaited, those handed over from {@code from} to {@code to}, oldest first. */
    List<OnItsWay> onTheirWay(Instant from, Instant to, int limit) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT r.id, r.carrier_id, r.number, r.route, r.submitted_at, r.long_message, m.sender"
                                + " FROM recipient r JOIN message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id"
                                + " WHERE r.state IN ('SENT', 'UNKNOWN') AND r.submitted_at >= ?1"
                                + " AND r.submitted_at < ?2 ORDER BY r.submitted_at LIMIT " + limit)
                .setParameter(1, at(from))
                .setParameter(2, at(to))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new OnItsWay(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        instant(row[4]),
                        (Boolean) row[5],
                        (String) row[6]))
                .toList();
    }

    /** When the next queued recipient is due, or empty when none waits. */
    Optional<Instant> nextDue() {
        List<?> rows = entities.createNativeQuery(
                        "SELECT due_at FROM recipient WHERE state = 'QUEUED' ORDER BY due_at, id LIMIT 1")
                .getResultList();
        return rows.stream().map(Delivery::instant).findFirst();
    }

    /** OpenJPA hands timestamps of native queries over in one of two classes. */
    static Instant instant(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : ((OffsetDateTime) value).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
