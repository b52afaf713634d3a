package kr.dure.approval.internal.document;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.catalogue.FormCatalogue;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.catalogue.NewForm;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.setting.SettingService;
import kr.dure.event.Received;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.notification.Notice;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Text;
import kr.dure.search.Search;
import kr.dure.search.SearchDocument;
import kr.dure.storage.FileOwner;
import kr.dure.storage.Files;
import kr.dure.storage.NewFile;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Page;

/** The app as it runs, on a real database, in a company that the test knows; it is a morning in June 2026 in Seoul. */
final class TestApproval {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.approval",
            TestApproval.class,
            Clock.systemUTC(),
            "db/V001__approval.sql",
            "db/V002__archive.sql",
            "db/V003__sealing.sql",
            "db/V004__circulated_departments.sql");

    final TestCompany company = new TestCompany();
    final Tenant tenant = DATABASE.tenant("acme");
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<String> live = new CopyOnWriteArrayList<>();
    final Map<String, SearchDocument> index = new ConcurrentHashMap<>();
    final Map<UUID, StoredFile> stored = new ConcurrentHashMap<>();
    volatile Instant now = Instant.parse("2026-06-15T01:00:00Z");

    final FormCatalogue forms = new FormCatalogue(TX, new KernelIds(), clock());
    final SettingService settings = new SettingService(TX, company);
    final Desk desk = new Desk(
            TX,
            new KernelIds(),
            clock(),
            company,
            company,
            forms,
            settings,
            new TestFiles(),
            notice -> {
                notices.add(notice);
                return UUID.randomUUID();
            },
            new TestSearch(),
            (tenant, account, event, json) -> live.add(tenant + " " + account + " " + event + " " + json));
    final ActService acts = new ActService(desk);
    final DocumentService documents = new DocumentService(desk, acts);
    /** As HTML; PDF is the test's of core-documents. */
    final PaperService papers = new PaperService(desk, documents, (document, out) -> {
        throw new AssertionError("no PDF is printed here");
    });

    final Deputies deputies = new Deputies(desk, null);
    final Completions completions = new Completions(desk);
    final BulkService bulk = new BulkService(acts);
    final BoxService boxes = new BoxService(desk);
    final KeepingService keeping = new KeepingService(desk);
    final ExternalService external = new ExternalService(desk);
    final LineService lines = new LineService(desk);

    <T> T as(UUID person, Supplier<T> work) {
        return as(person, Set.of(ApprovalPermissions.USE), work);
    }

    <T> T as(UUID person, Set<String> permissions, Supplier<T> work) {
        return in(tenant, person, permissions, work);
    }

    <T> T in(Tenant where, UUID person, Set<String> permissions, Supplier<T> work) {
        Caller caller = new Caller(person, "login", "이름", false, false, permissions);
        Client client = new Client("203.0.113.7", true, null, Locale.KOREAN);
        return Tenants.call(where, () -> Callers.call(caller, () -> Clients.call(client, work)));
    }

    /** What follows the completion of a document, as the kernel hands the event over; more than once, if it must. */
    void delivered(UUID document) {
        String version = strings("SELECT CAST(body AS jsonb) ->> 'version' FROM platform.outbox WHERE key = '"
                        + document + "' AND type = 'approval.document-completed/1'")
                .get(0);
        Completions.Completed event = new Completions.Completed(document, Integer.parseInt(version));
        Tenants.run(tenant, () -> completions.handle(new Received(UUID.randomUUID(), document.toString(), now, event)));
    }

    Tenant another() {
        return DATABASE.tenant("bravo");
    }

    /** A form of the standard ones. */
    FormSpec form(String code) {
        return as(company.kim, () -> forms.byCode(code));
    }

    static LineStep step(int order, Role role, UUID who) {
        return new LineStep(order, role, who, null, null);
    }

    static LineStep unit(int order, Role role, UUID department) {
        return new LineStep(order, role, null, department, null);
    }

    /** A form of one text field and one amount, on which everything can be drafted. */
    FormSpec memo(boolean approverMayEdit) {
        String code = "memo-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> definition = Map.of(
                "format",
                1,
                "purpose",
                "expense",
                "meaning",
                Map.of("amount", "total"),
                "fields",
                List.of(
                        field("text", "reason", true),
                        field("money", "price", false),
                        with(field("money", "total", false), "formula", "price * 2")));
        NewForm form =
                new NewForm(code, new Text("메모", "Memo"), "일반", definition, null, null, approverMayEdit, null, null);
        return as(company.president, () -> forms.add(form).form());
    }

    private static Map<String, Object> field(String kind, String key, boolean required) {
        return Map.of("kind", kind, "key", key, "label", Map.of("ko", key, "en", key), "required", required);
    }

    private static Map<String, Object> with(Map<String, Object> field, String key, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(field);
        more.put(key, value);
        return more;
    }

    static NewDocument document(FormSpec form, Map<String, Object> values, boolean submit, LineStep... line) {
        return new NewDocument(
                form.id(),
                "출장비 정산",
                values,
                null,
                line.length == 0 ? null : List.of(line),
                null,
                null,
                null,
                null,
                null,
                null,
                submit,
                null);
    }

    /** Drafted and submitted by Kim. */
    DocumentView submitted(FormSpec form, LineStep... line) {
        return as(
                company.kim, () -> documents.draft(document(form, Map.of("reason", "이유", "price", 1_500), true, line)));
    }

    DocumentView get(UUID person, UUID id) {
        return as(person, () -> documents.get(id));
    }

    Outcome act(UUID person, UUID id, Act act) {
        return act(person, id, act, null);
    }

    /** Does it on the step on which the person may do it. */
    Outcome act(UUID person, UUID id, Act act, String comment) {
        DocumentView seen = get(person, id);
        UUID step = seen.allowed().stream()
                .filter(allowed -> allowed.act().equals(act.word()))
                .findFirst()
                .map(DocumentView.AllowedAct::step)
                .orElse(null);
        return as(person, () -> acts.act(id, ActRequest.of(act, seen.version(), step, comment)));
    }

    List<String> box(UUID person, String box) {
        return as(person, () -> boxes.list(box, BoxFilter.NONE, null, 200)).items().stream()
                .map(row -> row.id().toString())
                .toList();
    }

    static List<String> strings(String sql) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(String sql) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection connection() throws SQLException {
        return DATABASE.owner();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private final class TestSearch implements Search {
        @Override
        public void index(Collection<SearchDocument> documents) {
            documents.forEach(document -> index.put(document.id(), document));
        }

        @Override
        public void remove(String kind, Collection<String> ids) {
            ids.forEach(index::remove);
        }
    }

    /** Uploads are there when the test says so. */
    private final class TestFiles implements Files {
        @Override
        public StoredFile store(FileOwner owner, NewFile file, InputStream content) {
            StoredFile kept = new StoredFile(
                    UUID.randomUUID(),
                    owner,
                    file.name(),
                    "application/pdf",
                    file.length(),
                    "0".repeat(64),
                    now,
                    null,
                    StoredFile.Scan.NOT_SCANNED);
            stored.put(kept.id(), kept);
            return kept;
        }

        @Override
        public StoredFile restore(StoredFile file, InputStream content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StoredFile attach(UUID upload, FileOwner owner) {
            StoredFile file = new StoredFile(
                    upload,
                    owner,
                    "견적서.pdf",
                    "application/pdf",
                    10,
                    "0".repeat(64),
                    now,
                    null,
                    StoredFile.Scan.NOT_SCANNED);
            stored.put(upload, file);
            return file;
        }

        @Override
        public StoredFile copy(UUID id, FileOwner owner) {
            return attach(UUID.randomUUID(), owner);
        }

        @Override
        public Optional<StoredFile> find(UUID id) {
            return Optional.ofNullable(stored.get(id));
        }

        @Override
        public Page<StoredFile> list(FileOwner owner, String after, int limit) {
            return new Page<>(
                    stored.values().stream()
                            .filter(file -> file.owner().equals(owner))
                            .toList(),
                    null);
        }

        @Override
        public Page<StoredFile> ofApp(String app, String after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(UUID id, long from, long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(UUID id) {
            stored.remove(id);
        }

        @Override
        public void deleteAll(FileOwner owner) {
            stored.values().removeIf(file -> file.owner().equals(owner));
        }

        @Override
        public StorageUsage usage() {
            throw new UnsupportedOperationException();
        }
    }
}
