package kr.dure.identity.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.SeatPolicy;
import kr.dure.identity.internal.access.Passwords;
import kr.dure.identity.internal.access.PolicyService;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.identity.internal.account.Logins;
import kr.dure.identity.internal.address.MailAddressService;
import kr.dure.identity.internal.organisation.TestOrganisation;
import kr.dure.identity.internal.tenant.DomainService;
import kr.dure.identity.internal.tenant.SignUpService;
import kr.dure.identity.internal.tenant.TenantDirectoryImpl;
import kr.dure.identity.internal.tenant.TenantMails;
import kr.dure.identity.internal.tenant.TenantParts;
import kr.dure.identity.internal.tenant.TenantService;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.Openings;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;

/** The identity bundle's services on a real database; billing is played by two small rules. */
public final class TestIdentity implements Subscriptions, SeatPolicy, Mailer {
    public static final String PASSWORD = "correct horse";

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.identity",
            TestIdentity.class,
            Clock.systemUTC(),
            "db/V001__identity.sql",
            "db/V002__access.sql",
            "db/V003__organisation.sql",
            "db/V004__tenant_end.sql",
            "db/V005__absence.sql");
    private static final Passwords PASSWORDS = new Passwords();

    public final Tenant operator = new Tenant(UUID.randomUUID(), "Operator", "admin.test", TenantState.OPEN, true);
    public final MovedClock clock = new MovedClock();
    public final IdentitySettings settings;
    public final TenantDirectoryImpl directory = new TenantDirectoryImpl(TX);
    public final PolicyService policies = new PolicyService(TX);
    public final SecretBox box;
    public final Logins logins;
    public final TenantMails tenantMails;
    public final DomainService domains;
    public final SignUpService signUps;
    public final TenantService tenants;
    public final Openings openings;
    public final TenantLife life;
    public final TestOrganisation organisation = new TestOrganisation(TX, clock);
    public final MailAddressService addresses = new MailAddressService(TX, new KernelIds(), clock);

    /** Mails that were written, oldest first. */
    public final List<Mail> mails = new CopyOnWriteArrayList<>();

    public TestIdentity() {
        this(settings("localhost", null));
    }

    public TestIdentity(IdentitySettings settings) {
        this.settings = settings;
        this.box = new SecretBox(settings);
        this.logins =
                new Logins(TX, clock, PASSWORDS, policies, box, this, this, directory, settings, organisation.people());
        this.tenantMails = TenantParts.mails(clock, this, box, settings);
        this.domains = TenantParts.domains(TX, clock, directory, tenantMails, settings);
        this.signUps = TenantParts.signUps(
                TX, clock, directory, this, PASSWORDS, logins.accounts, domains, tenantMails, settings);
        this.tenants = TenantParts.tenants(TX, clock, directory, domains, tenantMails, this);
        this.life = TenantParts.life(TX, clock, directory, this);
        this.openings = TenantParts.openings(clock, directory, domains, tenantMails, settings);
    }

    public final List<Order> opened = new CopyOnWriteArrayList<>();

    /** What billing was told about ends. */
    public final List<String> ended = new CopyOnWriteArrayList<>();

    public volatile boolean subscriptionsBroken;
    public volatile int registeredSeats = 100;

    public static IdentitySettings settings(String sharedDomain, String operatorPassword) {
        return settings(sharedDomain, operatorPassword, null);
    }

    public static IdentitySettings settings(String sharedDomain, String operatorPassword, String dnsResolver) {
        return new IdentitySettings(
                sharedDomain,
                8181,
                IdentitySettings.addresses("203.0.113.7"),
                Optional.ofNullable(operatorPassword),
                Optional.empty(),
                Optional.ofNullable(dnsResolver),
                Path.of("target"));
    }

    public static Tx tx() {
        return TX;
    }

    /** A name that no other test uses. */
    public static String freshName() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** A tenant without accounts. */
    public Tenant company() {
        return DATABASE.tenant("acme");
    }

    public Caller administrator() {
        return new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
    }

    /** Runs {@code work} for the tenant as one of its administrators. */
    public <T> T in(Tenant tenant, Supplier<T> work) {
        return as(tenant, administrator(), work);
    }

    public <T> T as(Tenant tenant, Caller caller, Supplier<T> work) {
        return Tenants.call(tenant, () -> Callers.call(caller, work));
    }

    /** Whether the login works with this password, in the current tenant. */
    public boolean login(String loginId, String password) {
        return logins.login(Tenants.current(), loginId, password) != null;
    }

    public boolean login(String loginId) {
        return login(loginId, PASSWORD);
    }

    /** Runs {@code work} for a client of this address. */
    public static <T> T from(String address, Supplier<T> work) {
        return Clients.call(new Client(address, true, "test", Locale.KOREAN), work);
    }

    @Override
    public UUID send(Mail mail) {
        mails.add(mail);
        return UUID.randomUUID();
    }

    @Override
    public Optional<Sent> find(UUID id) {
        return Optional.empty();
    }

    /** What each of {@code count} threads got that did {@code work} at the same moment: a result or its exception. */
    public static <T> List<Object> atOnce(int count, Callable<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                started.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<Object> results = new ArrayList<>();
            for (Future<T> result : started) {
                try {
                    results.add(result.get());
                } catch (ExecutionException e) {
                    results.add(e.getCause());
                }
            }
            return results;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs a statement as the owner of the tables. */
    public static void sql(String sql) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long count(String fromWhere) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + fromWhere)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void check(Order order) {
        if (order.products().isEmpty() || order.products().contains("unknown")) {
            throw new Invalid("products", "모르는 서비스입니다.", "Unknown product.");
        }
    }

    @Override
    public void open(Order order) {
        if (subscriptionsBroken) {
            throw new IllegalStateException("no subscription today");
        }
        opened.add(order);
    }

    @Override
    public void close(Instant at) {
        ended.add("closed " + Tenants.current().id() + " " + at);
        if (subscriptionsBroken) {
            throw new IllegalStateException("no subscription today");
        }
    }

    @Override
    public void reopen(Instant closedAt, Instant at) {
        ended.add("reopened " + Tenants.current().id() + " " + closedAt);
    }

    @Override
    public void admit(int count, boolean confirmed) {
        if (count > registeredSeats && !confirmed) {
            throw new Conflict("좌석 요금이 붙습니다.", "A further seat is charged.");
        }
    }

    /** A clock that runs on from wherever it is moved. */
    public static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        public void advance(Duration by) {
            offset = offset.plus(by);
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
}
