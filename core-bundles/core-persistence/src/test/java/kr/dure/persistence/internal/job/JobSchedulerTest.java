package kr.dure.persistence.internal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.Cron;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSchedulerTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.testapp",
            JobSchedulerTest.class.getClassLoader().getResource("testapp/persistence.xml"),
            JobSchedulerTest.class,
            Clock.systemUTC(),
            "testapp/good/V001__thing.sql");
    private static final Map<UUID, Tenant> TENANTS = new ConcurrentHashMap<>();

    private final Tenant acme = tenant();
    private final JobService service = new JobService(DATABASE.database(), DATABASE.signals(), Clock.systemUTC());
    private final List<JobScheduler> schedulers = new CopyOnWriteArrayList<>();

    private record Handler(
            String name, Optional<String> cron, List<String> done, Function<JobRun, Optional<Instant>> work)
            implements JobHandler {
        static Handler named(String name, Function<JobRun, Optional<Instant>> work) {
            return new Handler(name, Optional.empty(), new CopyOnWriteArrayList<>(), work);
        }

        @Override
        public Optional<Instant> run(JobRun run) {
            Optional<Instant> again = work.apply(run);
            done.add(Tenants.find().map(tenant -> tenant.id() + " ").orElse("") + run.data());
            return again;
        }
    }

    private static final class Directory implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.ofNullable(TENANTS.get(id));
        }

        @Override
        public Tenant operator() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return List.copyOf(TENANTS.values());
        }
    }

    private static Tenant tenant() {
        Tenant tenant = DATABASE.tenant("jobs");
        TENANTS.put(tenant.id(), tenant);
        return tenant;
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private void node(JobHandler... handlers) {
        JobScheduler scheduler =
                new JobScheduler(DATABASE.database(), DATABASE.signals(), new Directory(), Clock.systemUTC());
        scheduler.handlers(List.of(handlers));
        schedulers.add(scheduler);
    }

    @AfterEach
    void stop() {
        schedulers.forEach(JobScheduler::close);
    }

    private void schedule(Job job) {
        Tenants.run(acme, () -> TX.run(session -> session.schedule(job)));
    }

    private List<ScheduledJob> stored(String handler) {
        return service.list(null, 200).items().stream()
                .filter(job -> job.handler().equals(handler))
                .toList();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void aJobRunsOnceForItsTenantAndIsGone() {
        Handler handler = Handler.named(unique("once"), run -> Optional.empty());
        node(handler);
        schedule(Job.once(handler.name(), "1", Instant.now(), "{\"n\":1}"));
        until(() -> stored(handler.name()).isEmpty() && !handler.done().isEmpty());
        assertThat(handler.done()).containsExactly(acme.id() + " {\"n\":1}");
    }

    @Test
    void aJobOfARolledBackTransactionDoesNotExist() {
        String handler = unique("rollback");
        assertThatThrownBy(() -> Tenants.run(
                        acme,
                        () -> TX.run(session -> {
                            session.schedule(Job.once(handler, "1", Instant.now(), ""));
                            throw new IllegalArgumentException("no");
                        })))
                .hasMessage("no");
        assertThat(stored(handler)).isEmpty();
    }

    @Test
    void schedulingTheSameIdMovesTheJobAndCancellingDeletesIt() {
        String handler = unique("moved");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MICROS);
        schedule(Job.once(handler, "1", Instant.now().plusSeconds(3600), "a"));
        schedule(Job.once(handler, "1", tomorrow, "b"));
        assertThat(stored(handler)).singleElement().satisfies(job -> {
            assertThat(job.due()).isEqualTo(tomorrow);
            assertThat(job.tenantId()).isEqualTo(acme.id());
        });
        Tenants.run(tenant(), () -> TX.run(session -> session.cancelJob(handler, "1")));
        assertThat(stored(handler))
                .as("another tenant's hand does not reach it")
                .hasSize(1);
        Tenants.run(acme, () -> TX.run(session -> session.cancelJob(handler, "1")));
        assertThat(stored(handler)).isEmpty();
    }

    @Test
    void aJobWhoseHandlerIsAwayWaitsForIt() {
        Handler late = Handler.named(unique("late"), run -> Optional.empty());
        node();
        schedule(Job.once(late.name(), "1", Instant.now(), "x"));
        until(() -> stored(late.name()).get(0).due().isAfter(Instant.now()));
        schedulers.get(0).handlers(List.of(late));
        service.runNow(stored(late.name()).get(0).name());
        until(() -> late.done().size() == 1);
    }

    @Test
    void aFailedJobIsTriedAgainAndSeen() {
        AtomicInteger tries = new AtomicInteger();
        Handler handler = Handler.named(unique("fails"), run -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
            return Optional.empty();
        });
        node(handler);
        schedule(Job.once(handler.name(), "1", Instant.now(), ""));
        until(() -> stored(handler.name()).stream().anyMatch(job -> job.failures() == 1));
        service.runNow(stored(handler.name()).get(0).name());
        until(() -> handler.done().size() == 1);
    }

    @Test
    void aPausedHandlerDoesNothingUntilItIsResumed() {
        Handler handler = Handler.named(unique("paused"), run -> Optional.empty());
        assertThatThrownBy(() -> service.pause(handler.name(), true))
                .as("neither here nor with a job")
                .isInstanceOf(NotFound.class);
        schedule(Job.once(handler.name(), "1", Instant.now().plusSeconds(3600), ""));
        service.pause(handler.name(), true);
        node(handler);
        service.runNow(stored(handler.name()).get(0).name());
        until(() -> stored(handler.name()).get(0).due().isAfter(Instant.now()));
        assertThat(handler.done()).isEmpty();
        assertThat(stored(handler.name()).get(0).paused()).isTrue();
        service.pause(handler.name(), false);
        service.runNow(stored(handler.name()).get(0).name());
        until(() -> handler.done().size() == 1);
    }

    @Test
    void twoNodesRunEachJobOnce() {
        String name = unique("cluster");
        List<String> done = new CopyOnWriteArrayList<>();
        node(new Handler(name, Optional.empty(), done, run -> Optional.empty()));
        node(new Handler(name, Optional.empty(), done, run -> Optional.empty()));
        for (int i = 0; i < 50; i++) {
            schedule(Job.once(name, "job-" + i, Instant.now(), "" + i));
        }
        until(() -> stored(name).isEmpty());
        assertThat(done).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aRepeatedJobIsScheduledByItsHandlerAndFollowsItsCronExpression() {
        Handler handler = new Handler(
                unique("cron"), Optional.of("0 0 3 * * *"), new CopyOnWriteArrayList<>(), run -> Optional.empty());
        node(handler);
        until(() -> stored(handler.name()).size() == 1);
        ScheduledJob job = stored(handler.name()).get(0);
        assertThat(job.tenantId()).isNull();
        service.runNow(job.name());
        until(() -> handler.done().size() == 1);
        until(() -> !stored(handler.name()).get(0).running());
        assertThat(stored(handler.name()).get(0).due()).isEqualTo(job.due());
    }

    @Test
    void aHandlerCanAskToRunOnceMore() {
        AtomicInteger runs = new AtomicInteger();
        Handler handler = Handler.named(
                unique("again"), run -> runs.incrementAndGet() < 3 ? Optional.of(Instant.now()) : Optional.empty());
        node(handler);
        schedule(Job.once(handler.name(), "1", Instant.now(), ""));
        until(() -> stored(handler.name()).isEmpty() && runs.get() == 3);
    }

    @Test
    void cronTimesAreKoreanTimes() {
        Instant beforeMidnightInSeoul = Instant.parse("2026-06-30T14:59:59Z");
        assertThat(Cron.next("0 0 0 1 * *", beforeMidnightInSeoul)).isEqualTo("2026-06-30T15:00:00Z");
        assertThatThrownBy(() -> schedule(Job.repeated("x", "1", "every day", "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
