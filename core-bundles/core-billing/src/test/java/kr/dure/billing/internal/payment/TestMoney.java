package kr.dure.billing.internal.payment;

import java.nio.charset.StandardCharsets;
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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kr.dure.billing.internal.TestBilling;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.documents.internal.sheet.SpreadsheetsImpl;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Secrets;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;

/** Payments as they run, on a real database, with a clock that is set; identity is played by a map of states. */
public final class TestMoney implements TenantDirectory, TenantLife, Secrets {
    public static final Tenant OPERATOR =
            new Tenant(UUID.randomUUID(), "운영자", "admin.localhost", TenantState.OPEN, true);

    public final Tx tx = TestBilling.tx();
    public final Ids ids = new KernelIds();

    /** Ids of a process that is killed when it asks for the {@code death}th. */
    Ids idsUntilDeath(int death) {
        AtomicInteger left = new AtomicInteger(death);
        return () -> {
            if (left.decrementAndGet() == 0) {
                throw new IllegalStateException("killed");
            }
            return ids.next();
        };
    }

    public final SetClock clock = new SetClock();
    public final List<Mail> mails = new CopyOnWriteArrayList<>();
    public final Contacts contacts = () -> Optional.of(new Contacts.Contact("김담당", "kim@example.com", Locale.KOREAN));

    /** Whether the server dies in the middle of its work. */
    public volatile boolean dying;

    public final Mailer post = new Post();

    final Map<UUID, TenantState> states = new ConcurrentHashMap<>();
    final ArrearsPolicies policies = new ArrearsPolicies(tx, ids, clock, this);
    final ArrearsReview review =
            new ArrearsReview(tx, ids, clock, this, this, policies, new ArrearsMails(post, contacts));
    final ArrearsJob daily = new ArrearsJob(this, review);
    final ArrearsService arrears = new ArrearsService(tx, ids, clock, policies);
    final PaymentService payments = new PaymentService(tx, ids, clock, new SpreadsheetsImpl());
    final Mandates mandates = new Mandates(tx, clock, this);
    final AutoDebits debits = new AutoDebits(tx, ids, clock, this, List.of(new CmsFormat("9912345678")));

    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();

    public TestMoney(String now) {
        sql(
                "TRUNCATE billing.allocation, billing.payment, billing.debit_item, billing.debit_run, billing.debit_mandate,"
                        + " billing.receivable, platform.statement_coverage, billing.bank_line, billing.bank_statement, billing.arrears, billing.arrears_policy,"
                        + " billing.supplier, billing.bill_to, billing.quote_line, billing.quote, billing.quoted_price, platform.job, platform.audit,"
                        + " platform.idempotency, platform.invoice_sequence, billing.subscription, billing.service_request, platform.host, platform.mail_domain,"
                        + " platform.tenant");
        at(now);
    }

    public void at(String dateTime) {
        clock.now = LocalDateTime.parse(dateTime).atZone(PricePolicy.ZONE).toInstant();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.now, PricePolicy.ZONE);
    }

    public Tenant company(String name) {
        Tenant created = TestDatabase.shared().tenant(name);
        Tenant tenant = new Tenant(created.id(), name, created.host(), TenantState.OPEN, false);
        tenants.add(tenant);
        states.put(tenant.id(), TenantState.OPEN);
        return tenant;
    }

    /** So much is owed for a month. */
    UUID owe(Tenant tenant, String month, long total, String due) {
        return owe(tenant, month, total, 0, due);
    }

    UUID owe(Tenant tenant, String month, long total, long discount, String due) {
        UUID invoice = ids.next();
        Tenants.run(
                tenant,
                () -> tx.run(session -> new PaymentLedger(session, tenant.id())
                        .owe(
                                new Receivable(
                                        invoice,
                                        month.replace("-", "") + "-"
                                                + invoice.toString().substring(30),
                                        YearMonth.parse(month),
                                        total,
                                        0,
                                        discount,
                                        0,
                                        0,
                                        LocalDate.parse(due).minusDays(30),
                                        LocalDate.parse(due),
                                        false),
                                true)));
        return invoice;
    }

    List<Receivable> owed(Tenant tenant) {
        return Tenants.call(tenant, () -> tx.read(session -> new PaymentLedger(session, tenant.id()).all()));
    }

    List<Payment> paid(Tenant tenant) {
        return Tenants.call(tenant, () -> arrears.payments(null, 200).items());
    }

    Arrears standing(Tenant tenant) {
        return Tenants.call(find(tenant.id()).orElseThrow(), arrears::mine);
    }

    public <T> T asOperator(Supplier<T> work) {
        Caller caller = new Caller(UUID.randomUUID(), "operator", "Operator", true, true, Set.of());
        return Tenants.call(OPERATOR, () -> Callers.call(caller, work));
    }

    public <T> T asAdministrator(Tenant tenant, Supplier<T> work) {
        Caller caller = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
        return Tenants.call(tenant, () -> Callers.call(caller, work));
    }

    PaymentService.Upload upload(String csv) {
        return asOperator(() -> payments.upload("statement.csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    List<BankLine> transfers(String state) {
        return asOperator(() -> payments.list(state, null, 200).items());
    }

    /** What the job of the morning does. */
    void morning() {
        Tenants.run(OPERATOR, () -> daily.run(new JobRun("", "", clock.now, 0)));
    }

    /** What the jobs do that payments left behind. */
    void reviews() {
        for (String tenant : strings("SELECT split_part(task_instance, '/', 3) FROM platform.job"
                + " WHERE task_instance LIKE '%/billing.arrears-review/%'")) {
            Tenants.run(OPERATOR, () -> review.run(new JobRun(tenant, tenant, clock.now, 0)));
        }
        sql("DELETE FROM platform.job");
    }

    List<String> kinds() {
        return mails.stream().map(Mail::kind).toList();
    }

    @Override
    public Optional<Tenant> findByHost(String host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Tenant> find(UUID id) {
        return tenants.stream()
                .filter(tenant -> tenant.id().equals(id))
                .map(tenant -> new Tenant(tenant.id(), tenant.name(), tenant.host(), states.get(tenant.id()), false))
                .findFirst();
    }

    @Override
    public Tenant operator() {
        return OPERATOR;
    }

    @Override
    public List<Tenant> list(UUID after, int limit) {
        return tenants.stream()
                .sorted(java.util.Comparator.comparing(tenant -> tenant.id().toString()))
                .filter(tenant -> after == null || tenant.id().toString().compareTo(after.toString()) > 0)
                .limit(limit)
                .map(tenant -> find(tenant.id()).orElseThrow())
                .toList();
    }

    @Override
    public TenantState restrict(TenantState state, String cause) {
        return states.merge(Tenants.current().id(), state, (now, next) -> now.compareTo(next) < 0 ? next : now);
    }

    @Override
    public TenantState relax(TenantState state, String cause) {
        return states.computeIfPresent(Tenants.current().id(), (id, now) -> now == TenantState.CLOSED ? now : state);
    }

    @Override
    public String seal(String secret, String context) {
        return Base64.getEncoder().encodeToString((context + "\n" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String open(String sealed, String context) {
        String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
        if (!text.startsWith(context + "\n")) {
            throw new IllegalStateException("sealed for something else");
        }
        return text.substring(context.length() + 1);
    }

    public static void sql(String sql) {
        try (Connection connection = TestDatabase.shared().owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<String> strings(String sql) {
        try (Connection connection = TestDatabase.shared().owner();
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

    /** The post. */
    private final class Post implements Mailer {
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

    /** A clock that stands still until it is set. */
    public static final class SetClock extends Clock {
        volatile Instant now = Instant.EPOCH;

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

        public void forward(java.time.Duration by) {
            now = now.plus(by);
        }
    }
}
