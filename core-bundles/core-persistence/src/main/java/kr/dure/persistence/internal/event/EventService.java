package kr.dure.persistence.internal.event;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.persistence.internal.Database;
import kr.dure.persistence.internal.Signals;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the operator sees and does with events. */
@Component(service = EventService.class)
public final class EventService {
    private final OutboxRepository outbox;
    private final Signals signals;
    private final Clock clock;

    /** Work on the database. */
    private interface Query<T> {
        T run() throws SQLException;
    }

    @Activate
    public EventService(@Reference Database database, @Reference Signals signals, @Reference Clock clock) {
        this.outbox = new OutboxRepository(database.kernel());
        this.signals = signals;
        this.clock = clock;
    }

    /** All durable subscriptions, also those whose handler is away. */
    public List<Subscription> subscriptions() {
        return query(() -> outbox.subscriptions(clock.instant()));
    }

    /** Holds or lets go on; what is published meanwhile is kept. */
    public void pause(String subscription, boolean paused) {
        found(query(() -> outbox.pause(subscription, paused)));
        signals.send(Signals.Topic.EVENTS);
    }

    /** Delivers again everything from the first event published at or after {@code from}. */
    public void rewind(String subscription, Instant from) {
        found(query(() -> outbox.rewind(subscription, from)));
        signals.send(Signals.Topic.EVENTS);
    }

    /**
     * Dead letters of all subscriptions, ordered by subscription.
     *
     * @param after the cursor of the page before, or null
     */
    public Page<DeadLetter> deadLetters(String after, int limit) {
        return Page.of(
                query(() -> outbox.deadLetters(after == null ? "" : after, limit + 1)),
                limit,
                letter -> letter.subscription() + " " + letter.id());
    }

    /** Tries one dead letter again. */
    public void replay(String subscription, UUID id) {
        found(query(() -> outbox.replay(subscription, id, clock.instant())) > 0);
        signals.send(Signals.Topic.EVENTS);
    }

    /** Tries all dead letters of a subscription again; how many. */
    public int replayAll(String subscription) {
        int count = query(() -> outbox.replay(subscription, null, clock.instant()));
        signals.send(Signals.Topic.EVENTS);
        return count;
    }

    /** Gives a dead letter up for good. */
    public void discard(String subscription, UUID id) {
        found(query(() -> outbox.discard(subscription, id)));
    }

    private static void found(boolean found) {
        if (!found) {
            throw new NotFound("그런 구독이나 이벤트가 없습니다.", "There is no such subscription or event.");
        }
    }

    private static <T> T query(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new Unavailable(
                    "데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.",
                    "The database cannot be reached. Please try again shortly.");
        }
    }
}
