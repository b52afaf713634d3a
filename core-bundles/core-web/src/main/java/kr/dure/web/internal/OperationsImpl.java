package kr.dure.web.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Operations;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Operations} on two threads. What a stop interrupts is FAILED after the next start. */
@Component(service = Operations.class)
public final class OperationsImpl implements Operations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsImpl.class);
    private static final Tenant NOBODY = new Tenant(new UUID(0, 0), "", "", TenantState.OPEN, false);

    private static final String NODE = System.getProperty("dure.node", "node");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final LiveStream live;
    private final ObjectMapper mapper = Json.mapper();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "dure-operation");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public OperationsImpl(
            @Reference(target = "(unit=kr.dure.web)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference LiveStream live) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.live = live;
        Tenants.run(
                NOBODY,
                () -> tx.run(session -> session.entities()
                        .createNativeQuery("UPDATE platform.operation SET state = 'FAILED',"
                                + " message = 'Interrupted by a stop of the server; start it again.'"
                                + " WHERE state = 'RUNNING' AND (node IS NULL OR node = ?1)")
                        .setParameter(1, NODE)
                        .executeUpdate()));
    }

    @Override
    public Operation start(Consumer<Progress> work) {
        Tenant tenant = Tenants.current();
        Caller caller = Callers.current();
        Operation started = tx.write(session -> {
            OperationEntity entity = new OperationEntity(ids.next(), tenant.id(), NODE, clock.instant());
            session.entities().persist(entity);
            return entity.toOperation();
        });
        workers.execute(() -> Tenants.run(
                tenant,
                () -> Callers.call(caller, () -> {
                    execute(started.id(), work);
                    return null;
                })));
        return started;
    }

    private void execute(UUID id, Consumer<Progress> work) {
        try {
            work.accept((percent, message) -> report(id, "RUNNING", percent, message));
            report(id, "DONE", 100, find(id).map(Operation::message).orElse(""));
        } catch (Problem problem) {
            report(id, "FAILED", 100, problem.text().en());
        } catch (RuntimeException e) {
            LOG.error("Operation {} failed", id, e);
            report(id, "FAILED", 100, "Failed; the server's log has the reason under operation " + id + ".");
        }
    }

    private void report(UUID id, String state, int percent, String message) {
        Operation now = tx.write(session -> {
            OperationEntity entity = session.entities().find(OperationEntity.class, id);
            entity.report(state, percent, message);
            return entity.toOperation();
        });
        live.send(Tenants.current().id(), "operation", Json.write(mapper, now));
    }

    @Override
    public Optional<Operation> find(UUID id) {
        return tx.read(session -> session
                .entities()
                .createQuery(
                        "select o from OperationEntity o where o.id = :id and o.tenantId = :tenant",
                        OperationEntity.class)
                .setParameter("id", id)
                .setParameter("tenant", Tenants.current().id())
                .getResultList()
                .stream()
                .findFirst()
                .map(OperationEntity::toOperation));
    }

    @Override
    @Deactivate
    public void close() {
        workers.shutdownNow();
    }
}
