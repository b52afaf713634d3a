package kr.dure.search.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.search.internal.DocumentRepository.Candidate;
import kr.dure.search.internal.DocumentRepository.Position;
import kr.dure.search.internal.DocumentRepository.Scope;
import kr.dure.search.internal.SearchResults.Count;
import kr.dure.search.internal.SearchResults.Counts;
import kr.dure.search.internal.SearchResults.Heading;
import kr.dure.search.internal.SearchResults.Item;
import kr.dure.search.internal.text.Query;
import kr.dure.search.internal.text.Query.Level;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds what the caller may see. The index proposes, newest first, and each proposal is checked against its text. */
@Component(service = SearchService.class)
public final class SearchService {
    static final int COUNTED = 1_000;

    /** Proposals looked at for one page; a page that ends for this reason has a {@code next}. */
    private static final int EXAMINED = 2_000;

    private static final int LARGEST_BATCH = 400;

    private final Tx tx;
    private final ReaderKeys keys;
    private final SearchableApps apps;

    @Activate
    public SearchService(
            @Reference(target = "(unit=kr.dure.search)") Tx tx,
            @Reference ReaderKeys keys,
            @Reference SearchableApps apps) {
        this.tx = tx;
        this.keys = keys;
        this.apps = apps;
    }

    SearchResults find(SearchRequest request) {
        Caller caller = Callers.current();
        Set<String> visible = apps.of(caller);
        return tx.read(session -> {
            Set<String> own = keys.of(caller);
            Scope all = new Scope(visible, null, own, request.since(), request.until());
            List<String> asked = visible.stream()
                    .filter(app -> request.app() == null || app.equals(request.app()))
                    .toList();
            Page page =
                    new Page(session, request, new Scope(asked, request.kind(), own, request.since(), request.until()));
            page.fill();
            Counts counts = request.after() == null ? counts(session, request, all, page) : null;
            return new SearchResults(page.items, page.next == null ? null : page.next.text(), counts);
        });
    }

    private static Counts counts(Session session, SearchRequest request, Scope all, Page page) {
        if (page.next == null && request.app() == null && request.kind() == null) {
            Map<String, Long> counted = new TreeMap<>();
            page.items.forEach(item -> counted.merge(item.app(), 1L, Long::sum));
            return counts(counted, false, true);
        }
        Map<String, Long> counted =
                new DocumentRepository(session).count(request.query().terms(), all, COUNTED + 1);
        boolean more = counted.values().stream().mapToLong(Long::longValue).sum() > COUNTED;
        return counts(counted, more, request.query().exact());
    }

    private static Counts counts(Map<String, Long> counted, boolean more, boolean exact) {
        List<Count> counts = new ArrayList<>();
        counted.forEach((app, count) -> counts.add(new Count(app, count)));
        return new Counts(counts, more, exact);
    }

    /** One page of results, level by level. */
    private static final class Page {
        private final DocumentRepository repository;
        private final SearchRequest request;
        private final Scope scope;
        private final List<Item> items = new ArrayList<>();
        private Cursor last;
        private Cursor next;
        private int examined;

        Page(Session session, SearchRequest request, Scope scope) {
            this.repository = new DocumentRepository(session);
            this.request = request;
            this.scope = scope;
        }

        void fill() {
            Cursor from = request.after();
            for (Level level : request.query().levels()) {
                boolean before = from != null && level.compareTo(from.level()) < 0;
                if (!before && next == null) {
                    fill(level, from != null && level == from.level() ? from.position() : null);
                }
            }
        }

        private void fill(Level level, Position start) {
            Query query = request.query();
            String terms = query.terms(level);
            Position position = start;
            int batch = Math.min(LARGEST_BATCH, request.limit() + 1 - items.size());
            while (true) {
                List<Candidate> candidates = find(level, terms, position, batch);
                for (Candidate candidate : candidates) {
                    Query.Match match = query.match(candidate.title(), candidate.body());
                    if (match != null && match.level() == level) {
                        if (items.size() == request.limit()) {
                            next = last;
                            return;
                        }
                        items.add(item(candidate, match));
                        last = new Cursor(level, candidate.position());
                    }
                }
                if (candidates.size() < batch) {
                    return;
                }
                position = candidates.get(candidates.size() - 1).position();
                examined += candidates.size();
                if (examined >= EXAMINED) {
                    next = new Cursor(level, position);
                    return;
                }
                batch = Math.min(LARGEST_BATCH, batch * 4);
            }
        }

        /** A word may be in most documents, and then the newest are enough; no two have the same whole title so often. */
        private List<Candidate> find(Level level, String terms, Position position, int batch) {
            if (level != Level.WHOLE_TITLE) {
                List<Candidate> newest = repository.findNewest(terms, scope, position, batch);
                if (newest.size() >= batch) {
                    return newest;
                }
            }
            return repository.find(terms, scope, position, batch);
        }

        private static Item item(Candidate found, Query.Match match) {
            return new Item(
                    found.kind().substring(0, found.kind().indexOf('.')),
                    found.kind(),
                    found.id(),
                    new Heading(found.title(), match.titleMarks()),
                    match.snippet(found.body()),
                    found.link(),
                    found.updatedAt());
        }
    }
}
