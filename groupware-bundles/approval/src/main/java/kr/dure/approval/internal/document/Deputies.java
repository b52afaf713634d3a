package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Puts what waits for somebody absent into his deputy's box (대결) and takes it out again: when an absence is entered or
 * cancelled, and when half a day begins. Who may act is asked anew at the act itself.
 */
@Component
public final class Deputies implements EventHandler, JobHandler {
    private static final int PAGE = 500;

    private final Desk desk;
    private final TenantDirectory tenants;

    /** Somebody will be away, or is. */
    @EventType("identity.absence-entered/1")
    public record AbsenceEntered(UUID person) {}

    /** An absence no longer holds. */
    @EventType("identity.absence-cancelled/1")
    public record AbsenceCancelled(UUID person) {}

    @Activate
    public Deputies(@Reference Desk desk, @Reference TenantDirectory tenants) {
        this.desk = desk;
        this.tenants = tenants;
    }

    @Override
    public String subscription() {
        return "approval.deputies";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(AbsenceEntered.class, AbsenceCancelled.class);
    }

    @Override
    public void handle(Received received) {
        if (received.event() instanceof AbsenceEntered entered) {
            refresh(entered.person());
        } else if (received.event() instanceof AbsenceCancelled cancelled) {
            refresh(cancelled.person());
        }
    }

    @Override
    public String name() {
        return "approval.deputies";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 1 0,12 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        UUID after = null;
        List<Tenant> page;
        do {
            page = tenants.list(after, PAGE);
            page.forEach(tenant -> Tenants.call(tenant, () -> {
                waited().forEach(this::refresh);
                return null;
            }));
            after = page.isEmpty() ? null : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        return Optional.empty();
    }

    /** For whom something waits. */
    private List<UUID> waited() {
        return desk.tx.read(session -> {
            List<?> accounts = session.entities()
                    .createNativeQuery("SELECT DISTINCT CAST(account_id AS text) FROM step"
                            + " WHERE box = 'waiting' AND account_id IS NOT NULL")
                    .getResultList();
            return accounts.stream().map(id -> UUID.fromString((String) id)).toList();
        });
    }

    void refresh(UUID account) {
        UUID deputy = desk.actors.deputy(account, desk.clock.instant());
        for (UUID document : desk.tx.read(session -> new DocumentRepository(session).waitingFor(account))) {
            Set<UUID> followers = new HashSet<>();
            desk.tx.run(session -> {
                DocumentRepository documents = new DocumentRepository(session);
                refresh(documents, documents.lock(document), account, deputy, followers);
            });
            desk.telling.changed(document, followers);
        }
    }

    private void refresh(
            DocumentRepository documents, DocumentEntity document, UUID account, UUID deputy, Set<UUID> followers) {
        boolean another = !deputy.equals(account) && !deputy.equals(document.drafterId());
        UUID acting = another ? deputy : null;
        List<StepEntity> steps = documents.steps(document.id());
        for (StepEntity step : steps) {
            boolean waits =
                    account.equals(step.accountId()) && Box.WAITING.word().equals(step.box());
            if (!waits || Objects.equals(step.deputyId(), acting)) {
                continue;
            }
            followers.addAll(Telling.followers(document, steps, desk.settings::officers));
            if (step.deputyId() != null) {
                followers.add(step.deputyId()); // out of whose box it goes
            }
            step.deputy(
                    acting,
                    acting == null
                            ? null
                            : new People(desk.organisation).person(acting).orElse(""));
            if (acting != null) {
                followers.add(acting);
                desk.telling.waitingFor(document, acting, step.who().name());
            }
        }
    }
}
