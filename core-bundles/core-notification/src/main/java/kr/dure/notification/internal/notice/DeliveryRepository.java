package kr.dure.notification.internal.notice;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.notification.Channel;
import kr.dure.notification.internal.Instants;
import kr.dure.persistence.Session;

/** What is due, and what was decided, of the current tenant. */
final class DeliveryRepository {
    private final Session session;

    DeliveryRepository(Session session) {
        this.session = session;
    }

    private Query query(String sql, Object... parameters) {
        Query query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }

    private List<Object[]> rows(String sql, Object... parameters) {
        List<?> rows = query(sql, parameters).getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    /** Whether nobody else dispatches for this tenant until the transaction ends: a digest is one mail. */
    boolean alone(UUID tenant) {
        return (Boolean) query(
                        "SELECT pg_try_advisory_xact_lock(hashtext('notification.dispatch'), hashtext(?1))",
                        tenant.toString())
                .getSingleResult();
    }

    record Due(UUID notice, UUID account, Channel channel, Decision decision) {}

    private static Due due(Object[] row) {
        return new Due(
                (UUID) row[0], (UUID) row[1], Channel.valueOf((String) row[2]), Decision.valueOf((String) row[3]));
    }

    /** What goes out by itself, in the order it became due. */
    List<Due> due(Instant now, int limit) {
        return rows(
                        "SELECT notice_id, account_id, channel, decision FROM notice_delivery"
                                + " WHERE due_at <= ?1 AND decision <> 'DIGEST'"
                                + " ORDER BY due_at, notice_id, account_id, channel LIMIT " + limit,
                        Instants.at(now))
                .stream()
                .map(DeliveryRepository::due)
                .toList();
    }

    /** What is collected and due, whole people only, each one's in the order it was sent. */
    List<Due> collected(Instant now, int people) {
        return rows(
                        "SELECT notice_id, account_id, channel, decision FROM notice_delivery"
                                + " WHERE due_at <= ?1 AND decision = 'DIGEST' AND account_id IN (SELECT account_id"
                                + " FROM notice_delivery WHERE due_at <= ?1 AND decision = 'DIGEST'"
                                + " GROUP BY account_id ORDER BY min(due_at), account_id LIMIT " + people + ")"
                                + " ORDER BY account_id, notice_id",
                        Instants.at(now))
                .stream()
                .map(DeliveryRepository::due)
                .toList();
    }

    /**
     * @param mail the mail that carries it, or null
     * @param text the text message that carries it, or null
     */
    record Done(Due due, Decision decision, Instant dueAt, UUID mail, UUID text) {}

    void done(List<Done> all, Instant now) {
        if (all.isEmpty()) {
            return;
        }
        query(
                        "UPDATE notice_delivery d SET decision = v.decision, decided_at = ?1, due_at = v.due_at,"
                                + " mail_id = v.mail, text_id = v.text FROM unnest(CAST(?2 AS uuid[]), CAST(?3 AS uuid[]),"
                                + " CAST(?4 AS text[]), CAST(?5 AS text[]), CAST(?6 AS timestamptz[]), CAST(?7 AS uuid[]),"
                                + " CAST(?8 AS uuid[])) AS v (notice, account, channel, decision, due_at, mail, text)"
                                + " WHERE d.notice_id = v.notice AND d.account_id = v.account AND d.channel = v.channel"
                                + " AND d.due_at IS NOT NULL",
                        Instants.at(now),
                        SqlArray.of(all, done -> done.due().notice()),
                        SqlArray.of(all, done -> done.due().account()),
                        SqlArray.of(all, done -> done.due().channel()),
                        SqlArray.of(all, Done::decision),
                        SqlArray.of(all, Done::dueAt),
                        SqlArray.of(all, Done::mail),
                        SqlArray.of(all, Done::text))
                .executeUpdate();
    }

    /** One row of the trace, with how far its mail is. */
    record Row(
            UUID notice,
            String kind,
            String subjectKo,
            String subjectEn,
            Channel channel,
            Decision decision,
            Instant decidedAt,
            Instant dueAt,
            UUID text,
            String mailState,
            Instant mailAt,
            String mailReason,
            boolean bounced,
            Instant readAt) {}

    /**
     * What was decided for a person, newest notice first.
     *
     * @param notice of this alone, or null
     * @param before notices before this one, or null
     */
    List<Row> trace(UUID account, UUID notice, UUID before, int notices) {
        return rows(
                        "SELECT d.notice_id, n.kind, n.subject_ko, n.subject_en, d.channel, d.decision, d.decided_at, d.due_at,"
                                + " d.text_id, m.state, m.at, m.reason, COALESCE(m.bounced, false), e.read_at"
                                + " FROM notice_delivery d JOIN notice n ON n.tenant_id = d.tenant_id AND n.id = d.notice_id"
                                + " LEFT JOIN mail m ON m.tenant_id = d.tenant_id AND m.id = d.mail_id"
                                + " LEFT JOIN notice_entry e ON e.tenant_id = d.tenant_id AND e.account_id = d.account_id"
                                + " AND e.notice_id = d.notice_id AND d.channel = 'IN_APP'"
                                + " WHERE d.account_id = ?1 AND d.notice_id IN (SELECT DISTINCT t.notice_id"
                                + " FROM notice_delivery t WHERE t.account_id = ?1"
                                + " AND (CAST(?2 AS uuid) IS NULL OR t.notice_id = CAST(?2 AS uuid))"
                                + " AND (CAST(?3 AS uuid) IS NULL OR t.notice_id < CAST(?3 AS uuid))"
                                + " ORDER BY t.notice_id DESC LIMIT " + notices + ")"
                                + " ORDER BY d.notice_id DESC, d.channel",
                        account,
                        notice == null ? null : notice.toString(),
                        before == null ? null : before.toString())
                .stream()
                .map(row -> new Row(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        Channel.valueOf((String) row[4]),
                        Decision.valueOf((String) row[5]),
                        Instants.of(row[6]),
                        Instants.of(row[7]),
                        (UUID) row[8],
                        (String) row[9],
                        Instants.of(row[10]),
                        (String) row[11],
                        (Boolean) row[12],
                        Instants.of(row[13])))
                .toList();
    }
}
