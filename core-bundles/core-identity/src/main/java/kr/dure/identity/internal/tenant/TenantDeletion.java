package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes companies whose day has come: their names go back, their people are forgotten. What the law wants kept stays:
 * the billing documents with the company's name and business number for five years (국세기본법 제85조의3), the audit log
 * for two.
 */
@Component
public final class TenantDeletion implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TenantDeletion.class);
    private static final int PAGE = 200;

    /** Rows about people, in an order that the foreign keys allow; what belongs to an account goes with it. */
    private static final List<String> PERSONAL = List.of(
            "identity.access_token",
            "identity.mail_address",
            "identity.tenant_mail",
            "identity.organisation_change",
            "identity.post",
            "identity.person",
            "identity.department_version",
            "identity.department",
            "identity.job_position",
            "identity.duty",
            "identity.login_attempt",
            "identity.access_policy",
            "identity.account",
            "identity.role");

    private final Tx tx;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final Subscriptions subscriptions;

    @Activate
    public TenantDeletion(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Clock clock,
            @Reference TenantDirectoryImpl tenants,
            @Reference Subscriptions subscriptions) {
        this.tx = tx;
        this.clock = clock;
        this.tenants = tenants;
        this.subscriptions = subscriptions;
    }

    @Override
    public String name() {
        return "identity.tenant-deletion";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 17 4 * * *");
    }

    /** Each company in a transaction of its own; one that cannot be deleted holds up no other and is tried again. */
    @Override
    public Optional<Instant> run(JobRun run) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), DomainService.SEOUL);
        int failed = 0;
        UUID after = null;
        List<Tenant> page = tenants.due(today, after, PAGE);
        while (!page.isEmpty()) {
            for (Tenant tenant : page) {
                after = tenant.id();
                try {
                    Tenants.run(tenant, () -> tx.run(session -> delete(session, tenant, today)));
                } catch (RuntimeException e) {
                    LOG.error("Deleting tenant {} failed", tenant.id(), e);
                    failed++;
                }
            }
            page = tenants.due(today, after, PAGE);
        }
        tenants.forgetAll();
        if (failed > 0) {
            throw new IllegalStateException(failed + " tenants could not be deleted; see the log.");
        }
        return Optional.empty();
    }

    private void delete(Session session, Tenant tenant, LocalDate today) {
        TenantRepository repository = new TenantRepository(session);
        repository.lock(tenant.id());
        TenantEntity entity = repository.find(tenant.id()).orElseThrow();
        boolean due =
                entity.state() == TenantState.CLOSED && entity.deleteOn() != null && !today.isBefore(entity.deleteOn());
        if (!due || repository.deleted()) {
            return;
        }
        // A company closed before this was done at the closing itself.
        new Charges(session, subscriptions).stop(entity.stateSince());
        repository.releaseAll(tenant.id(), today.plusDays(DomainService.WAITING_DAYS));
        new DomainRepository(session).list().forEach(domain -> {
            domain.remove(clock.instant());
            session.cancelJob(DomainService.JOB, domain.id().toString());
        });
        int accounts = 0;
        for (String table : PERSONAL) {
            int rows =
                    session.entities().createNativeQuery("DELETE FROM " + table).executeUpdate();
            accounts = table.endsWith(".account") ? rows : accounts;
        }
        CompanyFacts.changeContact(session, "", "", "");
        session.entities()
                .createNativeQuery("UPDATE identity.tenant_end SET deleted_at = ?1")
                .setParameter(1, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        session.publish(new TenantDeleted(tenant.id()));
        session.audit(
                "identity.tenant.deleted",
                tenant.id().toString(),
                Map.of("accounts", accounts, "host", entity.host()),
                null);
    }
}
