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
import kr.dure.identity.SeatPolicy;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;

/** The identity bundle's services on a real database; billing is played by two small rules. */
final class TestIdentity implements Subscriptions, SeatPolicy {
    static final String PASSWORD = "correct horse";

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX =
            DATABASE.unit("kr.dure.identity", TestIdentity.class, Clock.systemUTC(), "db/V001__identity.sql");

    final Tenant operator = new Tenant(UUID.randomUUID(), "Operator", "admin.test", TenantState.OPEN, true);
    final MovedClock clock = new MovedClock();
    final TenantDirectoryImpl directory = new TenantDirectoryImpl(TX);
    final LoginService logins = new LoginService(TX, new KernelIds(), clock, null);
    final AccountService accounts = new AccountService(TX, new KernelIds(), clock, this, logins);
    final SignUpService signUps =
            new SignUpService(TX, new KernelIds(), clock, directory, this, settings("localhost", null));

    final List<Order> opened = new CopyOnWriteArrayList<>();
    volatile boolean subscriptionsBroken;
    volatile int registeredSeats = 100;

    static IdentitySettings settings(String sharedDomain, String operatorPassword) {
        return new IdentitySettings(
                sharedDomain, 8181, "203.0.113.7", Optional.ofNullable(operatorPassword), Path.of("target"));
    }

    static Tx tx() {
        return TX;
    }

    /** A name that no other test uses. */
    static String freshName() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** A tenant without accounts. */
    Tenant company() {
        return DATABASE.tenant("acme");
    }

    Caller administrator() {
        return new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());
    }

    Account add(Tenant tenant, String loginId) {
        return in(tenant, () -> accounts.add(newAccount(loginId, false)));
    }

    static AccountService.NewAccount newAccount(String loginId, boolean administrator) {
        return new AccountService.NewAccount(
                loginId, "김두레", PASSWORD, loginId + "@mail.example", administrator, Set.of(), false);
    }

    /** Runs {@code work} for the tenant as one of its administrators. */
    <T> T in(Tenant tenant, Supplier<T> work) {
        return as(tenant, administrator(), work);
    }

    <T> T as(Tenant tenant, Caller caller, Supplier<T> work) {
        return Tenants.call(tenant, () -> Callers.call(caller, work));
    }

    LoginService.Login login(Tenant tenant, String loginId, String password) {
        return Tenants.call(tenant, () -> logins.login(loginId, password));
    }

    boolean holds(Tenant tenant, String sessionToken) {
        return Tenants.call(tenant, () -> logins.authenticate(sessionToken).isPresent());
    }

    /** What each of {@code count} threads got that did {@code work} at the same moment: a result or its exception. */
    static <T> List<Object> atOnce(int count, Callable<T> work) {
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

    static long count(String fromWhere) {
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
    public void admit(int count, boolean confirmed) {
        if (count > registeredSeats && !confirmed) {
            throw new Conflict("좌석 요금이 붙습니다.", "A further seat is charged.");
        }
    }

    /** A clock that runs on from wherever it is moved. */
    static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void advance(Duration by) {
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
