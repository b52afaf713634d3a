package kr.dure.search.internal;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.dure.persistence.Session;
import kr.dure.search.SearchDocument;
import kr.dure.search.internal.text.Terms;

/** The rows of the index: written under row security, searched through the functions that see this tenant's only. */
final class DocumentRepository {
    private static final int AT_ONCE = 200;

    private final Session session;

    /** A row that the index thinks may match. */
    record Candidate(String kind, String id, String title, String body, String link, Instant updatedAt) {
        Position position() {
            return new Position(updatedAt, kind, id);
        }
    }

    /** Where a list stands. */
    record Position(Instant updatedAt, String kind, String id) {}

    /**
     * Which documents are looked at.
     *
     * @param kind or null
     * @param since or null
     * @param until not included, or null
     */
    record Scope(Collection<String> apps, String kind, Set<String> keys, Instant since, Instant until) {}

    DocumentRepository(Session session) {
        this.session = session;
    }

    /**
     * Waits while the app's part is being rebuilt, and keeps rebuilding away to the end of the transaction: a rebuild never
     * writes what it read before this transaction's changes.
     */
    void share(Collection<String> apps) {
        new TreeSet<>(apps).forEach(app -> lock("pg_advisory_xact_lock_shared", app));
    }

    /** Waits for the transactions that change documents of the app; others wait for this one. */
    void own(String app) {
        lock("pg_advisory_xact_lock", app);
    }

    private void lock(String function, String app) {
        query(
                        "SELECT CAST(" + function
                                + "(hashtextextended('search ' || current_setting('dure.tenant') || ' ' || ?1, 0)) AS text)",
                        app)
                .getResultList();
    }

    Instant now() {
        return instant(query("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)")
                .getSingleResult());
    }

    void write(Collection<SearchDocument> documents) {
        // In one order for all, so that two transactions never wait for each other; of the same document the last.
        Map<String, SearchDocument> sorted = new TreeMap<>();
        documents.forEach(document -> sorted.put(document.kind() + ' ' + document.id(), document));
        List<SearchDocument> all = new ArrayList<>(sorted.values());
        for (int start = 0; start < all.size(); start += AT_ONCE) {
            List<SearchDocument> some = all.subList(start, Math.min(all.size(), start + AT_ONCE));
            query(
                            "INSERT INTO document (kind, id, app, title, body, link, readers, updated_at, written_at, terms)"
                                    + " SELECT kind, id, split_part(kind, '.', 1), title, body, link,"
                                    + " string_to_array(readers, ' '), CAST(at AS timestamptz), clock_timestamp(),"
                                    + " CAST(terms AS tsvector)"
                                    + " FROM unnest(CAST(?1 AS text[]), CAST(?2 AS text[]), CAST(?3 AS text[]),"
                                    + " CAST(?4 AS text[]), CAST(?5 AS text[]), CAST(?6 AS text[]), CAST(?7 AS text[]),"
                                    + " CAST(?8 AS text[])) AS given(kind, id, title, body, link, readers, at, terms)"
                                    + " ON CONFLICT (tenant_id, kind, id) DO UPDATE SET title = excluded.title,"
                                    + " body = excluded.body, link = excluded.link, readers = excluded.readers,"
                                    + " updated_at = excluded.updated_at, written_at = excluded.written_at,"
                                    + " terms = excluded.terms",
                            SqlArray.of(some, SearchDocument::kind),
                            SqlArray.of(some, SearchDocument::id),
                            SqlArray.of(some, SearchDocument::title),
                            SqlArray.of(some, SearchDocument::text),
                            SqlArray.of(some, SearchDocument::link),
                            SqlArray.of(some, document -> String.join(" ", ReaderKeys.of(document.readers()))),
                            SqlArray.of(some, SearchDocument::updatedAt),
                            SqlArray.of(some, document -> Terms.of(document.title(), document.text())))
                    .executeUpdate();
        }
    }

    void remove(String kind, Collection<String> ids) {
        query(
                        "DELETE FROM document WHERE kind = ?1 AND id = ANY (CAST(?2 AS text[]))",
                        kind,
                        SqlArray.of(new TreeSet<>(ids)))
                .executeUpdate();
    }

    /** Takes out what was last written before {@code start}. */
    int removeUntouched(String app, Instant start) {
        return query(
                        "DELETE FROM document WHERE app = ?1 AND written_at < CAST(?2 AS timestamptz)",
                        app,
                        start.toString())
                .executeUpdate();
    }

    /**
     * Newest first.
     *
     * @param terms a tsquery
     * @param after or null
     */
    List<Candidate> find(String terms, Scope scope, Position after, int most) {
        return find("find", terms, scope, after, most);
    }

    /** As {@link #find}, when the newest documents have as many; otherwise some of them, or none. */
    List<Candidate> findNewest(String terms, Scope scope, Position after, int most) {
        return find("find_newest", terms, scope, after, most);
    }

    private List<Candidate> find(String function, String terms, Scope scope, Position after, int most) {
        List<Candidate> found = new ArrayList<>();
        for (Object row : query(
                        "SELECT kind, id, title, body, link, CAST(extract(epoch FROM updated_at) * 1000000 AS bigint)"
                                + " FROM " + function
                                + "(CAST(?1 AS tsquery), CAST(?2 AS text[]), NULLIF(?3, ''), CAST(?4 AS text[]),"
                                + " CAST(NULLIF(?5, '') AS timestamptz), CAST(NULLIF(?6, '') AS timestamptz),"
                                + " CAST(NULLIF(?7, '') AS timestamptz), ?8, ?9, ?10)",
                        terms,
                        SqlArray.of(scope.apps()),
                        scope.kind() == null ? "" : scope.kind(),
                        SqlArray.of(scope.keys()),
                        text(scope.since()),
                        text(scope.until()),
                        after == null ? "" : text(after.updatedAt()),
                        after == null ? "" : after.kind(),
                        after == null ? "" : after.id(),
                        most)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            found.add(new Candidate(
                    (String) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    (String) columns[3],
                    (String) columns[4],
                    instant(columns[5])));
        }
        return found;
    }

    /** How many there are of each app, of {@code most} that are counted. */
    Map<String, Long> count(String terms, Scope scope, int most) {
        Map<String, Long> counts = new TreeMap<>();
        for (Object row : query(
                        "SELECT app, documents FROM count_apps(CAST(?1 AS tsquery), CAST(?2 AS text[]),"
                                + " CAST(?3 AS text[]), CAST(NULLIF(?4, '') AS timestamptz),"
                                + " CAST(NULLIF(?5, '') AS timestamptz), ?6)",
                        terms,
                        SqlArray.of(scope.apps()),
                        SqlArray.of(scope.keys()),
                        text(scope.since()),
                        text(scope.until()),
                        most)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            counts.put((String) columns[0], ((Number) columns[1]).longValue());
        }
        return counts;
    }

    private static String text(Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    private static Instant instant(Object microseconds) {
        long value = ((Number) microseconds).longValue();
        return Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000L);
    }

    private Query query(String sql, Object... values) {
        Query query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }
}
