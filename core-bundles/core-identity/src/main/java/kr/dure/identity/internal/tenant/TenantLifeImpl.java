package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.TenantLife;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link TenantLife}. The cause is the reason of the state, so that what the operator writes there is left alone. */
@Component
public final class TenantLifeImpl implements TenantLife {
    private final Tx tx;
    private final Clock clock;
    private final TenantDirectoryImpl tenants;
    private final Subscriptions subscriptions;

    @Activate
    public TenantLifeImpl(
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
    public TenantState restrict(TenantState state, String cause) {
        if (state != TenantState.READ_ONLY && state != TenantState.SUSPENDED && state != TenantState.CLOSED) {
            throw new IllegalArgumentException(state + " restricts nothing.");
        }
        return change(
                (before, reason) -> before != TenantState.AWAITING_DNS && before.compareTo(state) < 0 ? state : before,
                cause);
    }

    @Override
    public TenantState relax(TenantState state, String cause) {
        if (state == TenantState.AWAITING_DNS || state == TenantState.CLOSED) {
            throw new IllegalArgumentException(state + " is no relief.");
        }
        return change(
                (before, reason) -> before != TenantState.CLOSED && before.compareTo(state) > 0 && cause.equals(reason)
                        ? state
                        : before,
                cause);
    }

    private interface Decision {
        TenantState of(TenantState before, String reason);
    }

    private TenantState change(Decision decision, String cause) {
        UUID id = Tenants.current().id();
        TenantState after = tx.write(session -> {
            TenantRepository repository = new TenantRepository(session);
            repository.lock(id);
            TenantEntity entity = repository.find(id).orElseThrow();
            TenantState before = entity.state();
            TenantState state = decision.of(before, entity.stateReason());
            if (state != before) {
                become(session, entity, state, cause);
            }
            return state;
        });
        tenants.forgetAll();
        return after;
    }

    private void become(Session session, TenantEntity entity, TenantState state, String cause) {
        Instant now = clock.instant();
        TenantState before = entity.state();
        LocalDate deleteOn = state == TenantState.CLOSED
                ? LocalDate.ofInstant(now, DomainService.SEOUL).plusDays(DELETION_DAYS)
                : null;
        entity.become(state, state == TenantState.OPEN ? null : cause, deleteOn, now);
        session.entities().flush();
        if (state == TenantState.CLOSED) {
            new Charges(session, subscriptions).stop(now);
        }
        session.audit(
                "identity.tenant.state",
                entity.id().toString(),
                Map.of("state", before),
                Map.of("state", state, "reason", cause));
    }
}
