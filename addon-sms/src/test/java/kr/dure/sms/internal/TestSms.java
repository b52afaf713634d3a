package kr.dure.sms.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.metering.SpendingCaps;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.search.Search;
import kr.dure.search.SearchDocument;
import kr.dure.sms.internal.Message.State;
import kr.dure.sms.internal.smpp.SmppProvider;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;

/** The add-on as it runs, on a real database and a real link to {@link TestSmsc}; it is noon in Seoul. */
final class TestSms implements AutoCloseable {
    static final String FROM = "0212345678";

    private static final Instant NOON = seoul("2026-06-15T12:00");
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx DATABASE_TX = DATABASE.unit(
            "kr.dure.sms",
            TestSms.class,
            Clock.systemUTC(),
            "db/V001__sms.sql",
            "db/V002__carrier.sql",
            "db/V003__notice_text.sql");
    private static final Tenant OPERATOR = DATABASE.tenant("operator");
    private static final Caller ADMINISTRATOR = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
    private static final Caller OPERATING = new Caller(UUID.randomUUID(), "operator", "Operator", true, true, Set.of());

    final FlakyTx tx = new FlakyTx(DATABASE_TX);
    final MovedClock clock = new MovedClock();
    final SenderNumberService numbers = new SenderNumberService(tx, new KernelIds(), clock);
    boolean longMessages;
    TestSmsc smsc = new TestSmsc();
    SmsSender sender;
    MessageService messages;
    final ContactService contacts = new ContactService(tx, new KernelIds(), clock);
    final SettingsService settings = new SettingsService(tx, clock);
    RouteService routes;
    Reconciliation reconciliation;

    /** What companies allow to be spent: everything, until it is said. */
    SpendingCaps caps = (further, pending) -> {};

    final Index index = new Index();

    private final Directory directory = new Directory();

    TestSms() {
        // Receipts of an earlier test's time are of its future.
        sql("DELETE FROM sms.receipt");
        sql("DELETE FROM sms.route");
        clock.set(NOON);
        start();
    }

    TestSms(Optional<RouteSettings> route) {
        clock.set(NOON);
        start(route);
    }

    static Instant seoul(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(AdRules.SEOUL).toInstant();
    }

    /** Starts the add-on, as after an exchange or a crash. */
    void start() {
        start(Optional.of(
                RouteSettings.parse("smpp://dure:secret@127.0.0.1:" + smsc.port + (longMessages ? "?lms=true" : ""))));
    }

    /** A person without administrator's rights. */
    <T> T asPerson(Tenant tenant, Supplier<T> work) {
        Caller person = new Caller(UUID.randomUUID(), "kim", "Kim", false, false, Set.of(SmsApp.SEND));
        return Tenants.call(tenant, () -> Callers.call(person, work));
    }

    /** A link as the operator sets it up. */
    static RouteResource.NewRoute route(TestSmsc smsc, int priority, boolean longMessages) {
        return new RouteResource.NewRoute(
                "smpp", "127.0.0.1", smsc.port, "dure", "secret", priority, null, null, 20, 0, longMessages, true);
    }

    void setUp(String name, RouteResource.NewRoute route) {
        asOperator(() -> routes.put(name, route.toRoute(name), route.password()));
        await(() -> sender.connected(name), () -> "the link " + name + " is not up");
    }

    private void start(Optional<RouteSettings> route) {
        sender = new SmsSender(tx, directory, clock, Duration.ofMillis(50), route, List.of(new SmppProvider()));
        messages = new MessageService(
                tx, new KernelIds(), clock, sender, (further, pending) -> caps.admit(further, pending), index);
        routes = new RouteService(tx, new KernelIds(), sender);
        reconciliation = new Reconciliation(tx, directory, clock, sender);
    }

    /** A new customer without sender number. */
    Tenant company() {
        Tenant tenant = DATABASE.tenant("acme");
        directory.tenants.add(tenant);
        return tenant;
    }

    /** A new customer that may send from {@link #FROM}. */
    Tenant companyWithNumber() {
        Tenant tenant = company();
        UUID id = as(tenant, () -> numbers.register(FROM, "통신서비스 이용증명원")).id();
        asOperator(() -> numbers.approve(id, null));
        return tenant;
    }

    <T> T as(Tenant tenant, Supplier<T> work) {
        return Tenants.call(tenant, () -> Callers.call(ADMINISTRATOR, work));
    }

    <T> T asOperator(Supplier<T> work) {
        return Tenants.call(OPERATOR, () -> Callers.call(OPERATING, work));
    }

    Message.Accepted send(Tenant tenant, NewMessage message) {
        return as(tenant, () -> messages.send(message));
    }

    UUID send(Tenant tenant, String text, String... to) {
        return send(tenant, notice(text, List.of(to))).id();
    }

    static NewMessage notice(String text, List<String> to) {
        return new NewMessage(FROM, to, null, null, text, null, Message.Kind.NOTICE, null);
    }

    static NewMessage ad(String text, String sendAt) {
        OffsetDateTime at = sendAt == null ? null : OffsetDateTime.ofInstant(seoul(sendAt), AdRules.SEOUL);
        return new NewMessage(FROM, List.of("01012345678"), null, null, text, null, Message.Kind.AD, at);
    }

    /** {@code count} different mobile numbers. */
    static List<String> phones(int count) {
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            phones.add(String.format("010%08d", i));
        }
        return phones;
    }

    Message message(Tenant tenant, UUID id) {
        return as(tenant, () -> messages.get(id));
    }

    /** The states by recipient. */
    Map<String, State> states(Tenant tenant, UUID id) {
        return message(tenant, id).results().stream()
                .collect(Collectors.toMap(Message.Recipient::to, Message.Recipient::state));
    }

    Message.Recipient result(Tenant tenant, UUID id, String to) {
        return message(tenant, id).results().stream()
                .filter(result -> result.to().equals(to))
                .findFirst()
                .orElseThrow();
    }

    void awaitAll(Tenant tenant, UUID id, State state) {
        await(
                () -> states(tenant, id).values().stream().allMatch(state::equals),
                () -> "not all are " + state + ": " + states(tenant, id));
    }

    /** Waits for {@code condition}; the deadline is far beyond what any correct run needs. */
    static void await(BooleanSupplier condition, Supplier<String> otherwise) {
        Instant end = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Lets the sender go once through its queue: what is not sent afterwards was not due. */
    void sendAllDue(Tenant tenant) {
        UUID marker = send(tenant, "marker", "01011112222");
        await(() -> states(tenant, marker).get("01011112222") != State.QUEUED, () -> "the sender stands still");
    }

    /** The keys charged to the tenant, one per use. */
    List<String> charged(Tenant tenant) {
        return strings("SELECT key FROM platform.usage WHERE meter = 'sms' AND quantity = 1 AND tenant_id = '"
                + tenant.id() + "'");
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

    static void sql(String sql) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sender.close();
        smsc.close();
    }

    /** Keeps what was handed in to be found. */
    static final class Index implements Search {
        final List<SearchDocument> documents = new CopyOnWriteArrayList<>();

        @Override
        public void index(Collection<SearchDocument> given) {
            documents.addAll(given);
        }

        @Override
        public void remove(String kind, Collection<String> ids) {
            throw new UnsupportedOperationException();
        }
    }

    /** A clock that runs on from wherever it is set. */
    static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void set(Instant now) {
            offset = Duration.between(Instant.now(), now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }
    }

    /** The database, which the test can take away from the add-on's own threads. */
    static final class FlakyTx implements Tx {
        private final Tx tx;
        private final AtomicInteger refused = new AtomicInteger();
        volatile boolean away;
        volatile boolean readOnly;

        FlakyTx(Tx tx) {
            this.tx = tx;
        }

        /** How often work was turned away. */
        int refused() {
            return refused.get();
        }

        private void reach() {
            if (away && !Thread.currentThread().getName().equals("main")) {
                refused.incrementAndGet();
                throw new IllegalStateException("the database is away");
            }
        }

        @Override
        public <T> T read(Function<Session, T> work) {
            reach();
            return tx.read(work);
        }

        @Override
        public <T> T write(Function<Session, T> work) {
            reach();
            if (readOnly && !Thread.currentThread().getName().equals("main")) {
                throw new IllegalStateException("the database does not write");
            }
            return tx.write(work);
        }

        @Override
        public <T> T acrossTenants(String reason, Function<Session, T> work) {
            reach();
            return tx.acrossTenants(reason, work);
        }
    }

    private static final class Directory implements TenantDirectory {
        private final List<Tenant> tenants = new CopyOnWriteArrayList<>();

        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
        }

        @Override
        public Tenant operator() {
            return OPERATOR;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return tenants.stream()
                    .sorted((a, b) -> a.id().toString().compareTo(b.id().toString()))
                    .filter(tenant -> after == null || tenant.id().toString().compareTo(after.toString()) > 0)
                    .limit(limit)
                    .toList();
        }
    }
}
