package kr.dure.search.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Department;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.SearchSource;
import kr.dure.search.internal.SearchResults.Item;
import kr.dure.search.internal.text.Query;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Operations;
import kr.dure.web.Page;

/** The bundle's services on a real database; the organisation and the apps are the test's. */
public final class TestSearch {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.search",
            TestSearch.class,
            Clock.systemUTC(),
            "db/V001__search.sql",
            "db/V002__newest_when_frequent.sql");
    private static final Tx APP = DATABASE.unit(
            "kr.dure.testapp",
            TestSearch.class.getClassLoader().getResource("testapp/persistence.xml"),
            TestSearch.class,
            Clock.systemUTC(),
            "testapp/V001__note.sql");

    public final Tenant tenant = company("acme");
    public final Chart chart = new Chart();
    public final SearchImpl search = new SearchImpl(TX);
    final Set<String> disabled = new HashSet<>();
    final List<SearchSource> sources = new CopyOnWriteArrayList<>();
    final SearchableApps apps = new SearchableApps(
            (company, product) -> !disabled.contains(product), List.of(app("note"), app("mail")), sources);
    final SearchService service = new SearchService(TX, new ReaderKeys(chart), apps);
    final Directory directory = new Directory();
    final RebuildService rebuilds =
            new RebuildService(TX, search, apps, directory, new Immediately(), Clock.systemUTC());

    TestSearch() {
        directory.tenants.add(tenant);
    }

    public static TestSearch create() {
        return new TestSearch();
    }

    public static Tx tx() {
        return TX;
    }

    /** Of an app that hands in documents. */
    static Tx app() {
        return APP;
    }

    static Tenant company(String name) {
        return DATABASE.tenant(name);
    }

    static Connection owner() throws SQLException {
        return DATABASE.owner();
    }

    private static App app(String id) {
        return () ->
                new AppDescription(id, new Text(id, id), new Text(id, id), id, null, List.of(), List.of(), Set.of());
    }

    static Caller person() {
        return person(UUID.randomUUID());
    }

    static Caller person(UUID id, String... permissions) {
        return new Caller(id, "kim", "김두레", false, false, Set.of(permissions));
    }

    static Caller administrator() {
        return new Caller(UUID.randomUUID(), "admin", "관리자", true, false, Set.of());
    }

    static SearchDocument note(String id, String title, String text) {
        return note(id, title, text, Readers.all());
    }

    static SearchDocument note(String id, String title, String text, Readers readers) {
        return new SearchDocument(
                "note.note", id, title, text, readers, "/ui/note", Instant.parse("2026-06-11T00:00:00Z"));
    }

    public void addSource(SearchSource source) {
        sources.add(source);
    }

    public <T> T in(Tenant company, Caller caller, Supplier<T> work) {
        return Tenants.call(company, () -> Callers.call(caller, work));
    }

    void index(SearchDocument... documents) {
        Tenants.run(tenant, () -> search.index(List.of(documents)));
    }

    public List<String> ids(String query) {
        return ids(person(), query);
    }

    List<String> ids(Caller caller, String query) {
        return find(tenant, caller, query).items().stream().map(Item::id).toList();
    }

    SearchResults find(Tenant company, Caller caller, String query) {
        return find(company, caller, new SearchRequest(Query.of(query), null, null, null, null, null, 100));
    }

    SearchResults find(Tenant company, Caller caller, SearchRequest request) {
        return in(company, caller, () -> service.find(request));
    }

    /** An organisation that a test changes as it likes; every person has posts in departments, which form a tree. */
    public static final class Chart implements Organisation {
        public final Map<UUID, Set<UUID>> posts = new HashMap<>();
        public final Map<UUID, UUID> parents = new HashMap<>();
        public final Map<UUID, String> names = new LinkedHashMap<>();
        public final Set<UUID> left = new HashSet<>();

        public UUID department(String name, UUID parent) {
            UUID id = UUID.randomUUID();
            parents.put(id, parent);
            names.put(id, name);
            return id;
        }

        void place(UUID person, UUID... departments) {
            posts.put(person, Set.of(departments));
        }

        @Override
        public LocalDate today() {
            return LocalDate.of(2026, 6, 11);
        }

        @Override
        public Optional<Person> person(UUID id) {
            return posts.containsKey(id)
                    ? Optional.of(new Person(
                            id, names.get(id), "사번777", null, "01012345678", null, left.contains(id) ? today() : null))
                    : Optional.empty();
        }

        @Override
        public Optional<Department> department(UUID id, LocalDate at) {
            return parents.containsKey(id)
                    ? Optional.of(new Department(id, "D" + names.get(id), names.get(id), parents.get(id)))
                    : Optional.empty();
        }

        @Override
        public List<Department> path(UUID department, LocalDate at) {
            List<Department> path = new ArrayList<>();
            for (UUID id = department; id != null; id = parents.get(id)) {
                path.add(0, department(id, at).orElseThrow());
            }
            return path;
        }

        @Override
        public Page<Department> children(UUID department, LocalDate at, String after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Person> members(UUID department, boolean deep, LocalDate at, String after, int limit) {
            return new Page<>(
                    posts.keySet().stream()
                            .filter(id -> posts.get(id).contains(department))
                            .map(id -> person(id).orElseThrow())
                            .toList(),
                    null);
        }

        @Override
        public Page<Department> departments(LocalDate at, String after, int limit) {
            return page(parents.keySet(), after, limit, id -> department(id, at).orElseThrow());
        }

        @Override
        public Page<Person> people(LocalDate at, String after, int limit) {
            return page(
                    posts.keySet().stream().filter(id -> !left.contains(id)).toList(),
                    after,
                    limit,
                    id -> person(id).orElseThrow());
        }

        private static <T> Page<T> page(
                java.util.Collection<UUID> ids, String after, int limit, java.util.function.Function<UUID, T> read) {
            List<UUID> rows = ids.stream()
                    .filter(id -> after == null || id.toString().compareTo(after) > 0)
                    .sorted(java.util.Comparator.comparing(UUID::toString))
                    .limit(limit + 1L)
                    .toList();
            Page<UUID> page = Page.of(rows, limit, UUID::toString);
            return new Page<>(page.items().stream().map(read).toList(), page.next());
        }

        @Override
        public List<Post> posts(UUID person, LocalDate at) {
            return posts.getOrDefault(person, Set.of()).stream()
                    .map(department -> new Post(
                            UUID.randomUUID(),
                            person,
                            department,
                            names.get(department),
                            null,
                            "과장",
                            null,
                            null,
                            false,
                            true,
                            at,
                            null))
                    .toList();
        }

        @Override
        public Optional<Person> head(UUID department, LocalDate at) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> superior(UUID person, int level, LocalDate at) {
            return Optional.empty();
        }
    }

    /** Notes of a map, in the order of their ids. */
    static final class Notes implements SearchSource {
        final Map<String, SearchDocument> notes = new java.util.concurrent.ConcurrentSkipListMap<>();
        Consumer<String> asked = after -> {};
        int version = 1;

        @Override
        public String app() {
            return "note";
        }

        @Override
        public List<String> kinds() {
            return List.of("note.note");
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public Page<SearchDocument> documents(String kind, String after, int limit) {
            asked.accept(after);
            List<SearchDocument> rows = notes.values().stream()
                    .filter(note -> after == null || note.id().compareTo(after) > 0)
                    .limit(limit + 1L)
                    .toList();
            return Page.of(rows, limit, SearchDocument::id);
        }
    }

    /** Work that is done when this returns. */
    static final class Immediately implements Operations {
        @Override
        public Operation start(Consumer<Progress> work) {
            work.accept((percent, message) -> {});
            return new Operation(UUID.randomUUID(), "DONE", 100, "");
        }

        @Override
        public Optional<Operation> find(UUID id) {
            return Optional.empty();
        }
    }

    static final class Directory implements TenantDirectory {
        final List<Tenant> tenants = new CopyOnWriteArrayList<>();

        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return tenants.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Tenant operator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return after == null ? List.copyOf(tenants) : List.of();
        }
    }
}
