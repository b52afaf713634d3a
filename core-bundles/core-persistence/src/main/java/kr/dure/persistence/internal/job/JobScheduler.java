package kr.dure.persistence.internal.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.internal.Cron;
import kr.dure.persistence.internal.Database;
import kr.dure.persistence.internal.Signals;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs with db-scheduler: one known task, dispatched to the handler that is there. A job whose handler is away, or
 * held by the operator, is put off and never deleted.
 */
@Component(service = JobScheduler.class, immediate = true) // nobody asks for it, it has to look for itself
public final class JobScheduler implements AutoCloseable {
    static final String TASK = "dure-job";
    static final String TABLE = "platform.job";

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
    private static final int THREADS = 8;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int HEARTBEATS_MISSED = 4;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration PUT_OFF = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final JobRepository repository;
    private final TenantDirectory tenants;
    private final Signals signals;
    private final Clock clock;
    private final Scheduler scheduler;
    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "dure-jobs-watch"));
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<JobHandler> handlers = List.of();

    @Activate
    public JobScheduler(
            @Reference Database database,
            @Reference Signals signals,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this.repository = new JobRepository(database.kernel());
        this.tenants = tenants;
        this.signals = signals;
        this.clock = clock;
        CustomTask<JobData> task =
                Tasks.custom(TASK, JobData.class).onFailure(this::failed).execute(this::execute);
        this.scheduler = Scheduler.create(database.kernel(), task)
                .tableName(TABLE)
                .serializer(new JobDataSerializer())
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(LOOK_EVERY)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(HEARTBEATS_MISSED)
                .shutdownMaxWait(STOP_WITHIN)
                .failureLogging(LogLevel.OFF, false)
                .build();
        scheduler.start();
        signals.listen(Signals.Topic.JOBS, any -> scheduler.triggerCheckForDueExecutions());
        watch.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The handlers as they are now; for use without a container. */
    void handlers(List<JobHandler> present) {
        handlers = present;
        watch.execute(this::look);
    }

    /** Makes jobs of the installation known. */
    private void look() {
        try {
            List<JobHandler> present = handlers;
            known.retainAll(present.stream().map(JobHandler::name).toList());
            for (JobHandler handler : present) {
                if (!known.contains(handler.name())) {
                    if (handler.cron().isPresent()) {
                        String cron = handler.cron().get();
                        repository.ensure(
                                "-/" + handler.name(),
                                new JobData(handler.name(), null, handler.name(), cron, ""),
                                Cron.next(cron, clock.instant()));
                    }
                    known.add(handler.name());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for job handlers failed: {}", e.toString());
        }
    }

    private CompletionHandler<JobData> execute(TaskInstance<JobData> instance, ExecutionContext context) {
        JobData job = instance.getData();
        Optional<JobHandler> handler = handlers.stream()
                .filter(candidate -> candidate.name().equals(job.handler()))
                .findFirst();
        if (handler.isEmpty() || repository.paused(job.handler())) {
            return (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(PUT_OFF));
        }
        Execution execution = context.getExecution();
        JobRun run = new JobRun(job.id(), job.data(), execution.executionTime, execution.consecutiveFailures);
        Optional<Instant> again = run(handler.get(), job, run);
        return (complete, operations) -> {
            if (again.isPresent()) {
                operations.reschedule(complete, again.get());
            } else if (job.cron() != null) {
                operations.reschedule(complete, Cron.next(job.cron(), clock.instant()));
            } else {
                operations.remove();
            }
        };
    }

    private Optional<Instant> run(JobHandler handler, JobData job, JobRun run) {
        if (job.tenant() == null) {
            return handler.run(run);
        }
        Tenant tenant = tenants.find(UUID.fromString(job.tenant()))
                .orElseThrow(() -> new IllegalStateException("There is no such tenant."));
        return Tenants.call(tenant, () -> handler.run(run));
    }

    private void failed(ExecutionComplete complete, ExecutionOperations<JobData> operations) {
        Execution execution = complete.getExecution();
        LOG.warn(
                "Job {} failed (try {}); it is tried again",
                execution.taskInstance.getId(),
                execution.consecutiveFailures + 1,
                complete.getCause().orElse(null));
        long millis = FIRST_RETRY.toMillis() << Math.min(20, execution.consecutiveFailures);
        Instant next = clock.instant().plusMillis(Math.min(millis, LONGEST_RETRY.toMillis()));
        if (execution.taskInstance.getData() instanceof JobData job && job.cron() != null) {
            Instant regular = Cron.next(job.cron(), clock.instant());
            next = regular.isBefore(next) ? regular : next;
        }
        operations.reschedule(complete, next);
    }

    @Override
    @Deactivate
    public void close() {
        signals.forget(Signals.Topic.JOBS);
        watch.shutdownNow();
        scheduler.stop();
    }
}
