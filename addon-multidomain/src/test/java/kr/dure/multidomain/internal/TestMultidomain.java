package kr.dure.multidomain.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/** The add-on as it runs, on a real database, with {@link FakeDomains} and a clock that is set. */
final class TestMultidomain {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx DATABASE_TX =
            DATABASE.unit("kr.dure.multidomain", TestMultidomain.class, Clock.systemUTC(), "db/V001__extra_domain.sql");
    private static final Caller ADMINISTRATOR = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());

    final NotedTx tx = new NotedTx();
    final SetClock clock = new SetClock();
    final FakeDomains domains = new FakeDomains(tx, clock);
    final DomainService service = new DomainService(tx, clock, domains);

    /** @param now the time in Seoul, e.g. {@code 2026-06-15T10:00} */
    TestMultidomain(String now) {
        at(now);
    }

    void at(String dateTime) {
        clock.now =
                LocalDateTime.parse(dateTime).atZone(ZoneId.of("Asia/Seoul")).toInstant();
    }

    /** A new customer with its free domain. */
    Tenant company() {
        Tenant tenant = DATABASE.tenant("acme");
        domains.included(tenant);
        return tenant;
    }

    <T> T as(Tenant tenant, Supplier<T> work) {
        return Tenants.call(tenant, () -> Callers.call(ADMINISTRATOR, work));
    }

    <T> T inEnglish(Supplier<T> work) {
        return Clients.call(new Client("127.0.0.1", true, null, Locale.ENGLISH), work);
    }

    DomainView request(Tenant tenant, String host) {
        return as(tenant, () -> service.request(host, host));
    }

    void remove(Tenant tenant, UUID id) {
        as(tenant, () -> {
            service.remove(id);
            return null;
        });
    }

    DomainView get(Tenant tenant, UUID id) {
        return as(tenant, () -> service.get(id));
    }

    List<ExtraDomain> history(Tenant tenant) {
        return as(tenant, () -> service.history(null, 200).items());
    }

    /** What is charged, each as {@code key from..last}. */
    static List<String> holdings(Tenant tenant) {
        return strings("SELECT key || ' ' || from_date || '..' || coalesce(last_date::text, '') FROM platform.holding"
                + " WHERE meter = 'multidomain' AND tenant_id = '" + tenant.id() + "' ORDER BY key, from_date");
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

    /** The add-on's transactions; knows whether the thread is inside one. */
    static final class NotedTx implements Tx {
        private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

        boolean open() {
            return depth.get() > 0;
        }

        @Override
        public <T> T read(Function<Session, T> work) {
            return noted(() -> DATABASE_TX.read(work));
        }

        @Override
        public <T> T write(Function<Session, T> work) {
            return noted(() -> DATABASE_TX.write(work));
        }

        @Override
        public <T> T acrossTenants(String reason, Function<Session, T> work) {
            throw new UnsupportedOperationException();
        }

        private <T> T noted(Supplier<T> work) {
            depth.set(depth.get() + 1);
            try {
                return work.get();
            } finally {
                depth.set(depth.get() - 1);
            }
        }
    }

    /** A clock that stands still until it is set. */
    static final class SetClock extends Clock {
        volatile Instant now;

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
}
