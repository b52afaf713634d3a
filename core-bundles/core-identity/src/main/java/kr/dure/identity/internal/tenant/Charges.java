package kr.dure.identity.internal.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kr.dure.identity.internal.Instants;
import kr.dure.identity.internal.Rows;
import kr.dure.metering.Holding;
import kr.dure.persistence.Session;
import kr.dure.product.Subscriptions;

/**
 * What the current tenant is charged for ends with the day it is closed, which is charged in full, and goes on when it is
 * opened again.
 */
final class Charges {
    private final Session session;
    private final Subscriptions subscriptions;

    Charges(Session session, Subscriptions subscriptions) {
        this.session = session;
        this.subscriptions = subscriptions;
    }

    private record Thing(String meter, String key) {}

    /** Ends them; without effect where that is done. */
    void stop(Instant closedAt) {
        if (closedAt().isPresent()) {
            return;
        }
        // What the database gives back must be this very instant.
        Instant at = closedAt.truncatedTo(ChronoUnit.MILLIS);
        session.entities()
                .createNativeQuery("INSERT INTO identity.tenant_end (closed_at) VALUES (?1)")
                .setParameter(1, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        LocalDate last = LocalDate.ofInstant(at, DomainService.SEOUL);
        for (Thing thing : things("SELECT meter, key FROM platform.holding WHERE last_date IS NULL")) {
            session.release(thing.meter(), thing.key(), last);
            session.entities()
                    .createNativeQuery("INSERT INTO identity.ended_holding (meter, key) VALUES (?1, ?2)")
                    .setParameter(1, thing.meter())
                    .setParameter(2, thing.key())
                    .executeUpdate();
        }
        subscriptions.close(at);
    }

    /** Takes up again what {@link #stop} ended, and nothing that had ended before. */
    void resume(Instant now) {
        Optional<Instant> closedAt = closedAt();
        if (closedAt.isEmpty()) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(now, DomainService.SEOUL);
        things("SELECT meter, key FROM identity.ended_holding")
                .forEach(thing -> session.hold(new Holding(thing.meter(), thing.key(), today)));
        session.entities()
                .createNativeQuery("DELETE FROM identity.ended_holding")
                .executeUpdate();
        session.entities().createNativeQuery("DELETE FROM identity.tenant_end").executeUpdate();
        subscriptions.reopen(closedAt.get(), now);
    }

    private Optional<Instant> closedAt() {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT closed_at FROM identity.tenant_end")
                .getResultList();
        return rows.stream().findFirst().map(Instants::of);
    }

    private List<Thing> things(String sql) {
        return Rows.of(
                session.entities().createNativeQuery(sql),
                columns -> new Thing((String) columns[0], (String) columns[1]));
    }
}
