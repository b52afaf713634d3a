package kr.dure.billing.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kr.dure.billing.internal.cap.SpendingCapsImpl;
import kr.dure.billing.internal.contract.ContractMails;
import kr.dure.billing.internal.contract.ContractNotices;
import kr.dure.billing.internal.contract.Contracts;
import kr.dure.billing.internal.credit.CreditNotes;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.request.ServiceRequestMails;
import kr.dure.billing.internal.request.ServiceRequests;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.metering.Holding;
import kr.dure.metering.Usage;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.notification.Notice;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Meter;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Subscriptions.Order;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Contacts.Contact;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Operations;

/** Billing as it runs, on a real database that is empty but for the default price book, with a clock that is set. */
public final class TestBilling {
    static final App SMS = app("sms", new Price(Basis.USE, 15), "sms");
    static final App MULTIDOMAIN = app("multidomain", new Price(Basis.ITEM, 5_000));
    static final App HR = app("hr", new Price(Basis.ACCOUNT, 5_000));

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.billing",
            TestBilling.class,
            Clock.systemUTC(),
            "db/V001__billing.sql",
            "db/V002__service_request.sql",
            "db/V003__contract_credit_note.sql",
            "db/V004__spending_cap.sql",
            "db/V010__payment.sql",
            "db/V011__paper.sql",
            "db/V012__quote.sql",
            "db/V013__judged.sql");
    private static final Tenant OPERATOR =
            new Tenant(UUID.randomUUID(), "operator", "admin.localhost", TenantState.OPEN, true);

    final SetClock clock = new SetClock();
    final PriceBook prices = new PriceBook(TX, clock);
    /** Whose browsers were told to look at their menus. */
    final List<UUID> told = new CopyOnWriteArrayList<>();

    final EntitlementsImpl entitlements =
            new EntitlementsImpl(TX, clock, (tenant, account, event, json) -> told.add(tenant));
    final MonthPricing months;
    final ProductService products;
    final SeatPolicyImpl seats;
    final SubscriptionsImpl subscriptions;
    final BillingService billing;
    final EstimateService estimates = new EstimateService(prices);
    final ClosingService closings;
    final ServiceRequests requests;
    final Contracts contracts;
    final ContractNotices notices;
    final CreditNotes credits;
    final PriceBookService priceBook;
    final BackupChargesImpl backups;
    final StorageQuotaImpl quota;
    final SpendingCapsImpl caps;

    /** What is unpaid. */
    final Debts receivables = new Debts();

    /** Who looks after the companies' money, and what they were told. */
    final List<UUID> responsible = List.of(UUID.randomUUID(), UUID.randomUUID());

    final List<Notice> alerts = new CopyOnWriteArrayList<>();

    /** Mails that were written, oldest first. */
    final List<Mail> mails = new CopyOnWriteArrayList<>();

    /** How many accounts the companies have. */
    volatile int accounts = 1;

    /** Whether the server dies in the middle of its work. */
    volatile boolean dying;

    /** @param now the time in Seoul, e.g. {@code 2026-06-15T10:00} */
    TestBilling(String now, App... installed) {
        sql("TRUNCATE billing.credit_note_line, billing.credit_note, billing.charged_usage, billing.contract_movement,"
                + " billing.contract, billing.spending_cap, billing.spending_alert,"
                + " billing.debit_mandate, billing.quoted_price, billing.invoice_line, billing.invoice, billing.entitlement, billing.seat_change,"
                + " billing.subscription, billing.service_request, platform.job, platform.usage, platform.holding, platform.invoice_sequence,"
                + " platform.host, platform.mail_domain, platform.tenant, platform.audit, platform.idempotency");
        sql("DELETE FROM platform.price WHERE effective_from > '2020-01-01' OR product NOT IN ('groupware', 'hr',"
                + " 'sales', 'inventory', 'multidomain', 'sms', 'attendance-sync', 'backup', 'backup.free')");
        sql("DELETE FROM platform.price_policy WHERE effective_from > '2020-01-01'");
        at(now);
        Ids ids = new KernelIds();
        ProductCatalogue catalogue = new ProductCatalogue(prices, List.of(installed));
        months = new MonthPricing(prices, catalogue, receivables, clock);
        MinimumTerm minimumTerm = new MinimumTerm(prices);
        Contacts contacts = () -> Optional.of(new Contact("Kim", "kim@example.com", Locale.KOREAN));
        contracts = new Contracts(TX, ids, clock, months);
        notices = new ContractNotices(TX, clock, new ContractMails(new Letters(), contacts));
        credits = new CreditNotes(TX, ids, clock, months, receivables);
        priceBook = new PriceBookService(TX, prices, catalogue, months);
        backups = new BackupChargesImpl(TX, clock, prices, months);
        quota = new StorageQuotaImpl(TX, prices, months);
        caps = new SpendingCapsImpl(
                TX,
                ids,
                clock,
                months,
                new Letters(),
                contacts,
                notice -> {
                    if (dying) {
                        throw new IllegalStateException("killed");
                    }
                    alerts.add(notice);
                    return UUID.randomUUID();
                },
                (permission, limit) -> permission.equals(BillingPermissions.MANAGE) ? responsible : List.of());
        products = new ProductService(TX, ids, clock, catalogue, months, entitlements, minimumTerm);
        seats = new SeatPolicyImpl(TX, ids, clock, months);
        subscriptions = new SubscriptionsImpl(TX, ids, clock, prices, catalogue, months, entitlements, contracts);
        billing = new BillingService(TX, prices, catalogue, months);
        closings = new ClosingService(TX, ids, clock, prices, months, receivables, credits, new AtOnce());
        ServiceChanges changes = new ServiceChanges(ids, clock, catalogue, entitlements, minimumTerm);
        requests = new ServiceRequests(
                TX, ids, clock, changes, new ServiceRequestMails(new Letters(), contacts, changes), () -> accounts);
    }

    /** The unit on the database of this test run. */
    public static Tx tx() {
        return TX;
    }

    static App app(String product, Price price, String... meters) {
        AppDescription description = new AppDescription(
                product,
                new Text(product, product),
                new Text("", ""),
                product,
                price,
                List.of(),
                Stream.of(meters)
                        .map(meter -> new Meter(meter, new Text(meter, meter), null))
                        .toList(),
                Set.of());
        return () -> description;
    }

    static Instant seoul(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(PricePolicy.ZONE).toInstant();
    }

    void at(String dateTime) {
        clock.now = seoul(dateTime);
    }

    Tenant signUp(int seats, String... products) {
        return signUp(new Order(List.of(products), seats, 0, "monthly", false));
    }

    Tenant signUp(Order order) {
        subscriptions.check(order);
        Tenant tenant = DATABASE.tenant("acme");
        Tenants.run(tenant, () -> subscriptions.open(order));
        if (order.autoDebit()) {
            mandate(tenant);
        }
        return tenant;
    }

    /** It registers its account for auto-debit. */
    static void mandate(Tenant tenant) {
        sql("INSERT INTO billing.debit_mandate (tenant_id, bank_code, account, account_tail, holder, holder_number,"
                + " agreed_at, agreed_by, version) VALUES ('" + tenant.id()
                + "', '004', 'sealed', '1234', 'x', 'sealed', now(), 'x', 1)");
    }

    <T> T as(Tenant tenant, Supplier<T> work) {
        return Tenants.call(tenant, work);
    }

    /** As one of the tenant's administrators. */
    <T> T asAdministrator(Tenant tenant, Supplier<T> work) {
        Caller caller = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
        return Tenants.call(tenant, () -> Callers.call(caller, work));
    }

    <T> T asOperator(Supplier<T> work) {
        Caller caller = new Caller(UUID.randomUUID(), "operator", "Operator", true, true, Set.of());
        return Tenants.call(OPERATOR, () -> Callers.call(caller, work));
    }

    void admit(Tenant tenant, int accounts, boolean confirmed) {
        Tenants.run(tenant, () -> seats.admit(accounts, confirmed));
    }

    long registered(Tenant tenant) {
        LocalDate today = LocalDate.ofInstant(clock.now, PricePolicy.ZONE);
        return as(tenant, () -> TX.read(session -> new LedgerRepository(session).registeredSeats(today)));
    }

    void inTransaction(Tenant tenant, Runnable work) {
        Tenants.run(tenant, () -> TX.run(session -> work.run()));
    }

    void count(Tenant tenant, String meter, long quantity, String key, Instant at) {
        Tenants.run(tenant, () -> TX.run(session -> session.record(new Usage(meter, quantity, key, at))));
    }

    void countBy(Tenant tenant, UUID account, String meter, long quantity, String key, Instant at) {
        Tenants.run(tenant, () -> TX.run(session -> session.record(new Usage(meter, quantity, key, at, account))));
    }

    /** An extra domain from today on, as the add-on has it charged. */
    void hold(Tenant tenant, String host) {
        Tenants.run(tenant, () -> TX.run(session -> session.hold(new Holding("multidomain", host, today()))));
    }

    /** Today is the extra domain's last day. */
    void release(Tenant tenant, String host) {
        Tenants.run(tenant, () -> TX.run(session -> session.release("multidomain", host, today())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.now, PricePolicy.ZONE);
    }

    /** Closes the month as the operator does; the operation has ended. */
    Operations.Operation close(String month) {
        return asOperator(() -> closings.close(YearMonth.parse(month)));
    }

    List<Invoice> invoices(Tenant tenant) {
        return as(tenant, () -> billing.invoices(null, 200).items());
    }

    /** The one invoice the tenant has. */
    Invoice invoice(Tenant tenant) {
        List<Invoice> invoices = invoices(tenant);
        if (invoices.size() != 1) {
            throw new AssertionError(invoices.size() + " invoices instead of one: " + invoices);
        }
        return invoices.get(0);
    }

    static List<String> lines(List<Line> lines) {
        return lines.stream().map(line -> line.code() + " " + line.amount()).toList();
    }

    /** Runs {@code work} in as many threads at the same moment; fails when one of them does. */
    static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        start.await();
                        return work.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdown();
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

    /** A clock that stands still until it is set. */
    static final class SetClock extends Clock {
        private volatile Instant now;

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
            return now;
        }
    }

    /** Somebody who has not paid so much, and whether that takes the 1 % away. */
    static Receivables.Standing unpaid(boolean overdue, long won) {
        List<LateFee> late = won == 0
                ? List.of()
                : List.of(new LateFee(UUID.randomUUID(), "2026-000099", LocalDate.of(2026, 6, 30), won));
        return new Receivables.Standing(overdue, false, late, List.of(), List.of(), false);
    }

    /** What companies have not paid: nothing, until it is said. */
    static final class Debts implements Receivables {
        volatile Standing standing = Standing.CLEAR;

        /** Who keeps them for real, or null. */
        volatile Receivables ledger;

        /** How many invoices more until the server dies in the middle of one. */
        final AtomicInteger untilDeath = new AtomicInteger(Integer.MAX_VALUE);

        final List<String> issued = new CopyOnWriteArrayList<>();
        final List<String> credited = new CopyOnWriteArrayList<>();

        @Override
        public Standing at(Session session, YearMonth month) {
            return ledger == null ? standing : ledger.at(session, month);
        }

        @Override
        public void issued(Session session, Invoice invoice, Standing charged) {
            if (untilDeath.decrementAndGet() == 0) {
                throw new IllegalStateException("killed");
            }
            if (ledger != null) {
                ledger.issued(session, invoice, charged);
            }
            issued.add(invoice.number() + " " + invoice.total() + " " + charged.lateFeeBase());
        }

        @Override
        public void credited(Session session, CreditNote note) {
            credited.add(note.number() + " " + note.total());
        }
    }

    /** The post. */
    private final class Letters implements Mailer {
        @Override
        public UUID send(Mail mail) {
            if (dying) {
                throw new IllegalStateException("killed");
            }
            mails.add(mail);
            return UUID.randomUUID();
        }

        @Override
        public Optional<Sent> find(UUID id) {
            return Optional.empty();
        }
    }

    /** Long work that is over when it is started. */
    private static final class AtOnce implements Operations {
        @Override
        public Operation start(Consumer<Progress> work) {
            try {
                work.accept((percent, message) -> {});
                return new Operation(UUID.randomUUID(), "DONE", 100, "");
            } catch (RuntimeException e) {
                return new Operation(UUID.randomUUID(), "FAILED", 0, e.getMessage());
            }
        }

        @Override
        public Optional<Operation> find(UUID id) {
            return Optional.empty();
        }
    }
}
