package kr.dure.notification.internal.notice;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.notification.Channel;
import kr.dure.notification.Notice;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.internal.Instants;
import kr.dure.persistence.Session;
import kr.dure.product.Text;

/** Notices and people's lists of them, of the current tenant. */
final class NoticeRepository {
    private static final String COLUMNS =
            "n.id, n.kind, n.urgent, n.subject_ko, n.subject_en, n.body_ko, n.body_en, n.link, n.actions";

    private final Session session;

    NoticeRepository(Session session) {
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

    void add(UUID id, Notice notice, NoticeKind kind, Instant now) {
        query(
                        "INSERT INTO notice (id, kind, urgent, subject_ko, subject_en, body_ko, body_en, link, actions,"
                                + " created_at) VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS text), CAST(?7 AS text),"
                                + " CAST(?8 AS text), ?9, ?10)",
                        id,
                        kind.name(),
                        kind.urgent(),
                        notice.subject().ko(),
                        notice.subject().en(),
                        notice.body() == null ? null : notice.body().ko(),
                        notice.body() == null ? null : notice.body().en(),
                        notice.link(),
                        ActionsJson.write(notice.actions()),
                        Instants.at(now))
                .executeUpdate();
    }

    /** @param listed whether it stands in the person's list */
    record Entry(UUID account, boolean listed) {}

    /** Writes it into people's lists and says whose: the others were told before under the same key. */
    Set<UUID> enter(UUID id, Notice notice, Collection<Entry> entries, Instant now) {
        String category = notice.kind().substring(0, notice.kind().indexOf('.'));
        List<?> entered = query(
                        "INSERT INTO notice_entry (account_id, notice_id, kind, category, dedupe_key, listed, created_at)"
                                + " SELECT v.account, ?1, ?2, ?3, CAST(?4 AS text), v.listed, ?5"
                                + " FROM unnest(CAST(?6 AS uuid[]), CAST(?7 AS boolean[])) AS v (account, listed)"
                                + " ORDER BY v.account ON CONFLICT DO NOTHING RETURNING account_id",
                        id,
                        notice.kind(),
                        category,
                        notice.dedupeKey(),
                        Instants.at(now),
                        SqlArray.of(entries, Entry::account),
                        SqlArray.of(entries, Entry::listed))
                .getResultList();
        Set<UUID> accounts = new HashSet<>();
        entered.forEach(account -> accounts.add((UUID) account));
        return accounts;
    }

    /** In whose lists it stands. */
    List<UUID> listedFor(UUID notice) {
        List<?> accounts = query("SELECT account_id FROM notice_entry WHERE notice_id = ?1 AND listed", notice)
                .getResultList();
        return accounts.stream().map(UUID.class::cast).toList();
    }

    Map<UUID, Stored> get(Collection<UUID> notices) {
        Map<UUID, Stored> found = new HashMap<>();
        rows(
                        "SELECT " + COLUMNS + " FROM notice n WHERE n.id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                        SqlArray.of(notices))
                .forEach(row -> found.put((UUID) row[0], stored(row)));
        return found;
    }

    private static Stored stored(Object[] row) {
        return new Stored(
                (UUID) row[0],
                (String) row[1],
                (Boolean) row[2],
                new Text((String) row[3], (String) row[4]),
                row[5] == null ? null : new Text((String) row[5], (String) row[6]),
                (String) row[7],
                ActionsJson.read((String) row[8]));
    }

    /** @param readAt null: not yet */
    record Listed(Stored notice, Instant createdAt, Instant readAt) {}

    /**
     * A person's list, newest first.
     *
     * @param category of this alone, or null
     * @param unread only what was not read
     * @param after the last one of the page before, or null
     */
    List<Listed> list(UUID account, String category, boolean unread, UUID after, int limit) {
        return rows(
                        "SELECT " + COLUMNS + ", e.created_at, e.read_at FROM notice_entry e"
                                + " JOIN notice n ON n.tenant_id = e.tenant_id AND n.id = e.notice_id"
                                + " WHERE e.account_id = ?1 AND e.listed"
                                + " AND (CAST(?2 AS text) IS NULL OR e.category = CAST(?2 AS text))"
                                + (unread ? " AND e.read_at IS NULL" : "")
                                + (after == null ? "" : " AND e.notice_id < ?3")
                                + " ORDER BY e.notice_id DESC LIMIT " + limit,
                        after == null ? new Object[] {account, category} : new Object[] {account, category, after})
                .stream()
                .map(row -> new Listed(stored(row), Instants.of(row[9]), Instants.of(row[10])))
                .toList();
    }

    Optional<Listed> find(UUID account, UUID notice) {
        return rows(
                        "SELECT " + COLUMNS + ", e.created_at, e.read_at FROM notice_entry e"
                                + " JOIN notice n ON n.tenant_id = e.tenant_id AND n.id = e.notice_id"
                                + " WHERE e.account_id = ?1 AND e.notice_id = ?2 AND e.listed",
                        account,
                        notice)
                .stream()
                .map(row -> new Listed(stored(row), Instants.of(row[9]), Instants.of(row[10])))
                .findFirst();
    }

    /** By category; what has none unread is absent. */
    Map<String, Long> unread(UUID account) {
        Map<String, Long> counts = new LinkedHashMap<>();
        rows(
                        "SELECT category, count(*) FROM notice_entry"
                                + " WHERE account_id = ?1 AND listed AND read_at IS NULL GROUP BY category ORDER BY category",
                        account)
                .forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }

    /** How many of it became read. */
    int read(UUID account, UUID notice, Instant now) {
        return query(
                        "UPDATE notice_entry SET read_at = ?3"
                                + " WHERE account_id = ?1 AND notice_id = ?2 AND listed AND read_at IS NULL",
                        account,
                        notice,
                        Instants.at(now))
                .executeUpdate();
    }

    /** @param category or null: all */
    int readAll(UUID account, String category, Instant now) {
        return query(
                        "UPDATE notice_entry SET read_at = ?3 WHERE account_id = ?1 AND listed AND read_at IS NULL"
                                + " AND (CAST(?2 AS text) IS NULL OR category = CAST(?2 AS text))",
                        account,
                        category,
                        Instants.at(now))
                .executeUpdate();
    }

    int delete(UUID account, UUID notice) {
        return query(
                        "UPDATE notice_entry SET listed = false WHERE account_id = ?1 AND notice_id = ?2 AND listed",
                        account,
                        notice)
                .executeUpdate();
    }

    /** Deletes what is older than {@code end}, whatever became of it. */
    void clean(Instant end) {
        query(
                        "DELETE FROM notice_delivery WHERE notice_id IN (SELECT id FROM notice WHERE created_at < ?1)",
                        Instants.at(end))
                .executeUpdate();
        query("DELETE FROM notice_entry WHERE created_at < ?1", Instants.at(end))
                .executeUpdate();
        query("DELETE FROM notice WHERE created_at < ?1", Instants.at(end)).executeUpdate();
    }

    /** What was decided for one person and channel. */
    record Decided(UUID account, Channel channel, Question.Answer answer) {}

    void decide(UUID notice, Collection<Decided> all, Instant now) {
        query(
                        "INSERT INTO notice_delivery (notice_id, account_id, channel, decision, decided_at, due_at)"
                                + " SELECT ?1, v.account, v.channel, v.decision, ?2, v.due_at FROM unnest(CAST(?3 AS uuid[]),"
                                + " CAST(?4 AS text[]), CAST(?5 AS text[]), CAST(?6 AS timestamptz[]))"
                                + " AS v (account, channel, decision, due_at)",
                        notice,
                        Instants.at(now),
                        SqlArray.of(all, Decided::account),
                        SqlArray.of(all, Decided::channel),
                        SqlArray.of(all, one -> one.answer().decision()),
                        SqlArray.of(all, one -> one.answer().dueAt()))
                .executeUpdate();
    }
}
