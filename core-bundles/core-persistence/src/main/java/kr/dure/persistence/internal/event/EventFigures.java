package kr.dure.persistence.internal.event;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import kr.dure.persistence.internal.Database;
import kr.dure.web.HealthCheck;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How far events are, for monitoring and health. */
@Component
public final class EventFigures implements Measured, HealthCheck {
    /** Beyond this an operator should look. */
    private static final long LATE_SECONDS = 300;

    private final OutboxRepository outbox;
    private final Clock clock;

    @Activate
    public EventFigures(@Reference Database database, @Reference Clock clock) {
        this.outbox = new OutboxRepository(database.kernel());
        this.clock = clock;
    }

    private List<Subscription> subscriptions() {
        try {
            return outbox.subscriptions(clock.instant());
        } catch (SQLException e) {
            return List.of();
        }
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Subscription one : subscriptions()) {
            figures.add(new Figure(
                    "events_behind", "Events a subscription has still to handle.", one.name(), one.behind()));
            figures.add(
                    new Figure("events_oldest_seconds", "Age of the oldest of them.", one.name(), one.oldestSeconds()));
            figures.add(new Figure("events_retrying", "Events that wait for another try.", one.name(), one.retrying()));
            figures.add(new Figure("events_dead", "Dead letters.", one.name(), one.dead()));
        }
        return figures;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Health check() {
        for (Subscription one : subscriptions()) {
            if (one.dead() > 0) {
                return new Health(Status.DEGRADED, one.dead() + " dead letters of " + one.name() + ".");
            }
            if (!one.paused() && one.oldestSeconds() > LATE_SECONDS) {
                return new Health(Status.DEGRADED, one.name() + " is " + one.oldestSeconds() / 60 + " minutes behind.");
            }
        }
        return Health.UP;
    }
}
