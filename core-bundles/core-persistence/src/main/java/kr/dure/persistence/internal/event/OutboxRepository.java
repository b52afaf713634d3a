package kr.dure.persistence.internal.event;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import kr.dure.persistence.internal.event.OutboxEvent.Key;

/** The kernel's view of outbox, subscriptions and deliveries: all tenants. */
final class OutboxRepository {
    private final DataSource source;

    OutboxRepository(DataSource source) {
        this.source = source;
    }

    /** How far a subscription is: everything up to {@code seq} of transaction {@code xid}. */
    record Position(String xid, long seq) {}

    /** What its owner begins with. */
    record Claim(long epoch, Position position) {}

    /**
     * How a subscription stands.
     *
     * @param waits whether anything of it waits for another try
     */
    record Standing(long epoch, boolean paused, boolean waits) {}

    /**
     * Events in the order in which they are to be handled, and the position after them.
     *
     * @param more whether there may be others at once
     */
    record Batch(List<OutboxEvent> events, Position after, boolean more) {}

    /** An event that could not be handled, with the time of the next try, or dead when that is null. */
    record Failed(OutboxEvent event, int attempts, Instant retryAt, String reason) {}

    /** Makes the subscription known, or takes it over. A new one begins with what is published from now on. */
    Claim claim(String name, Collection<String> types, Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO platform.subscription (name, types, xid, seq, seen_at)
                        VALUES (?, ?, pg_snapshot_xmin(pg_current_snapshot()), 0, ?)
                        ON CONFLICT (name) DO UPDATE
                            SET types = excluded.types, epoch = subscription.epoch + 1, seen_at = excluded.seen_at
                        RETURNING epoch, xid::text, seq""")) {
            statement.setString(1, name);
            statement.setArray(2, texts(connection, types));
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Claim(rows.getLong(1), new Position(rows.getString(2), rows.getLong(3)));
            }
        }
    }

    Optional<Standing> find(String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT s.epoch, s.paused, EXISTS (SELECT FROM platform.delivery d
                                                          WHERE d.subscription = s.name AND d.state = 'WAITING')
                        FROM platform.subscription s WHERE s.name = ?""")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Standing(rows.getLong(1), rows.getBoolean(2), rows.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Reads on after {@code from}, no further than the oldest transaction that still runs: what commits late is then
     * still ahead.
     *
     * <p>A transaction that began later may have written its event earlier. Where its key is in the batch it is pulled
     * ahead, so that the order of a key is the order of writing; it comes once more at its own place.
     */
    Batch read(Position from, Collection<String> types, int limit) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Array wanted = texts(connection, types);
            String horizon;
            List<OutboxEvent> events = new ArrayList<>();
            // One statement, one snapshot: what ends between the horizon and the events would be passed over for good.
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT o.xid::text, o.seq, o.tenant_id, o.id, o.type, o.key, o.body, o.at, h.horizon::text
                    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) AS h
                    LEFT JOIN LATERAL (
                        SELECT * FROM platform.outbox
                        WHERE (xid, seq) > (?::xid8, ?) AND xid < h.horizon AND type = ANY (?)
                        ORDER BY xid, seq LIMIT %d) AS o ON true
                    ORDER BY o.xid, o.seq""".formatted(limit))) {
                statement.setString(1, from.xid());
                statement.setLong(2, from.seq());
                statement.setArray(3, wanted);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    horizon = rows.getString(9);
                    if (rows.getString(1) != null) {
                        do {
                            events.add(event(rows, 0));
                        } while (rows.next());
                    }
                }
            }
            boolean more = events.size() == limit;
            Position after = new Position(horizon, 0);
            if (more) {
                OutboxEvent last = events.get(limit - 1);
                after = new Position(last.xid(), last.seq());
            }
            if (!events.isEmpty()) {
                events.addAll(ahead(connection, events, after, wanted));
                events.sort((a, b) -> Long.compare(a.seq(), b.seq()));
            }
            return new Batch(events, after, more);
        }
    }

    private static List<OutboxEvent> ahead(
            Connection connection, List<OutboxEvent> events, Position after, Array wanted) throws SQLException {
        Map<Key, Long> last = new HashMap<>();
        events.forEach(event -> last.merge(event.order(), event.seq(), Math::max));
        List<Key> keys = List.copyOf(last.keySet());
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT o.xid::text, o.seq, o.tenant_id, o.id, o.type, o.key, o.body, o.at
                FROM unnest(?::uuid[], ?::text[], ?::bigint[]) AS b (tenant, key, seq)
                JOIN platform.outbox o ON o.tenant_id = b.tenant AND o.key = b.key AND o.seq < b.seq
                WHERE o.xid >= ?::xid8 AND (o.xid, o.seq) > (?::xid8, ?) AND o.type = ANY (?)""")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", keys.stream().map(Key::tenant).toArray()));
            statement.setArray(2, texts(connection, keys.stream().map(Key::key).toList()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", keys.stream().map(last::get).toArray()));
            statement.setString(4, after.xid());
            statement.setString(5, after.xid());
            statement.setLong(6, after.seq());
            statement.setArray(7, wanted);
            return events(statement);
        }
    }

    /** Those of the subscription whose next event waits for another try. */
    Set<Key> waiting(String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT DISTINCT tenant_id, key"
                        + " FROM platform.delivery WHERE subscription = ? AND state = 'WAITING'")) {
            statement.setString(1, name);
            Set<Key> keys = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new Key(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
            return keys;
        }
    }

    /** The first waiting event of each key, where it is due. */
    List<OutboxEvent> due(String name, Instant now, int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT * FROM (
                            SELECT DISTINCT ON (tenant_id, key)
                                   '0', seq, tenant_id, id, type, key, body, at, attempts, due_at
                            FROM platform.delivery WHERE subscription = ? AND state = 'WAITING'
                            ORDER BY tenant_id, key, seq) AS heads
                        WHERE due_at <= ? ORDER BY seq LIMIT %d""".formatted(limit))) {
            statement.setString(1, name);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            return events(statement);
        }
    }

    /**
     * Moves the subscription on, together with what has to be tried again.
     *
     * @return false when another owner has taken over; nothing is written then
     */
    boolean advance(String name, long epoch, Position to, List<Failed> failed, Instant now) throws SQLException {
        boolean parks = !failed.isEmpty();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(!parks);
            try (PreparedStatement update = connection.prepareStatement("UPDATE platform.subscription"
                    + " SET xid = ?::xid8, seq = ?, seen_at = ? WHERE name = ? AND epoch = ?")) {
                update.setString(1, to.xid());
                update.setLong(2, to.seq());
                update.setObject(3, now.atOffset(ZoneOffset.UTC));
                update.setString(4, name);
                update.setLong(5, epoch);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            if (parks) {
                park(connection, name, failed);
                connection.commit();
            }
            return true;
        }
    }

    private static void park(Connection connection, String name, List<Failed> failed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO platform.delivery
                    (subscription, id, tenant_id, seq, type, key, body, at, state, attempts, due_at, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            for (Failed one : failed) {
                OutboxEvent event = one.event();
                insert.setString(1, name);
                insert.setObject(2, event.id());
                insert.setObject(3, event.tenant());
                insert.setLong(4, event.seq());
                insert.setString(5, event.type());
                insert.setString(6, event.key());
                insert.setString(7, event.body());
                insert.setObject(8, event.at().atOffset(ZoneOffset.UTC));
                insert.setInt(9, one.attempts());
                insert.setObject(10, one.retryAt().atOffset(ZoneOffset.UTC));
                insert.setString(11, one.reason());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** A waiting event was handled at last. */
    void handled(String name, OutboxEvent event) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM platform.delivery WHERE subscription = ? AND id = ? AND state = 'WAITING'")) {
            delete.setString(1, name);
            delete.setObject(2, event.id());
            delete.executeUpdate();
        }
    }

    /** A waiting event failed again. */
    void failedAgain(String name, Failed failed) throws SQLException {
        boolean dead = failed.retryAt() == null;
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE platform.delivery"
                        + " SET attempts = ?, due_at = coalesce(?, due_at), reason = ?, state = ?"
                        + " WHERE subscription = ? AND id = ? AND state = 'WAITING'")) {
            update.setInt(1, failed.attempts());
            update.setObject(2, dead ? null : failed.retryAt().atOffset(ZoneOffset.UTC));
            update.setString(3, failed.reason());
            update.setString(4, dead ? "DEAD" : "WAITING");
            update.setString(5, name);
            update.setObject(6, failed.event().id());
            update.executeUpdate();
        }
    }

    List<Subscription> subscriptions(Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT s.name, s.types, s.paused, s.seen_at, s.gap,
                               (SELECT count(*) FROM platform.outbox o
                                WHERE (o.xid, o.seq) > (s.xid, s.seq) AND o.type = ANY (s.types)),
                               (SELECT min(o.at) FROM platform.outbox o
                                WHERE (o.xid, o.seq) > (s.xid, s.seq) AND o.type = ANY (s.types)),
                               (SELECT count(*) FROM platform.delivery d
                                WHERE d.subscription = s.name AND d.state = 'WAITING'),
                               (SELECT count(*) FROM platform.delivery d
                                WHERE d.subscription = s.name AND d.state = 'DEAD')
                        FROM platform.subscription s ORDER BY s.name""");
                ResultSet rows = statement.executeQuery()) {
            List<Subscription> list = new ArrayList<>();
            while (rows.next()) {
                OffsetDateTime oldest = rows.getObject(7, OffsetDateTime.class);
                list.add(new Subscription(
                        rows.getString(1),
                        List.of((String[]) rows.getArray(2).getArray()),
                        rows.getBoolean(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant(),
                        rows.getLong(6),
                        oldest == null
                                ? 0
                                : Math.max(
                                        0,
                                        Duration.between(oldest.toInstant(), now)
                                                .toSeconds()),
                        rows.getLong(8),
                        rows.getLong(9),
                        rows.getString(5)));
            }
            return list;
        }
    }

    boolean pause(String name, boolean paused) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE platform.subscription SET paused = ? WHERE name = ?")) {
            update.setBoolean(1, paused);
            update.setString(2, name);
            return update.executeUpdate() == 1;
        }
    }

    /** Lets the subscription begin anew with the first event published at or after {@code from}. */
    boolean rewind(String name, Instant from) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        UPDATE platform.subscription s SET epoch = epoch + 1, (xid, seq) =
                            (SELECT coalesce(min(o.xid), s.xid), 0 FROM platform.outbox o WHERE o.at >= ?)
                        WHERE name = ?""")) {
            update.setObject(1, from.atOffset(ZoneOffset.UTC));
            update.setString(2, name);
            return update.executeUpdate() == 1;
        }
    }

    List<DeadLetter> deadLetters(String after, int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, subscription, tenant_id, type, key, at, attempts, reason FROM platform.delivery"
                                + " WHERE state = 'DEAD' AND subscription || ' ' || id > ?"
                                + " ORDER BY subscription || ' ' || id LIMIT " + limit)) {
            statement.setString(1, after);
            List<DeadLetter> list = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    list.add(new DeadLetter(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3, UUID.class),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getObject(6, OffsetDateTime.class).toInstant(),
                            rows.getInt(7),
                            rows.getString(8)));
                }
            }
            return list;
        }
    }

    /** How many dead letters wait again: those of the event, or of all events when {@code id} is null. */
    int replay(String subscription, UUID id, Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE platform.delivery"
                        + " SET state = 'WAITING', attempts = 0, due_at = ?"
                        + " WHERE state = 'DEAD' AND subscription = ? AND (?::uuid IS NULL OR id = ?)")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, subscription);
            update.setObject(3, id);
            update.setObject(4, id);
            return update.executeUpdate();
        }
    }

    boolean discard(String subscription, UUID id) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM platform.delivery WHERE state = 'DEAD' AND subscription = ? AND id = ?")) {
            delete.setString(1, subscription);
            delete.setObject(2, id);
            return delete.executeUpdate() == 1;
        }
    }

    /**
     * Deletes what was published before {@code handledBefore} and is handled by all who want it, and what was published
     * before {@code absentBefore} in any case; whoever missed something by that finds the gap recorded.
     */
    void clean(Instant handledBefore, Instant absentBefore) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement gaps = connection.prepareStatement("""
                    UPDATE platform.subscription s SET gap = missed.count || ' events up to ' || missed.last
                    FROM (SELECT n.name, count(*) AS count, max(o.at) AS last
                          FROM platform.subscription n
                          JOIN platform.outbox o ON o.type = ANY (n.types) AND (o.xid, o.seq) > (n.xid, n.seq)
                          WHERE o.at < ? GROUP BY n.name) AS missed
                    WHERE s.name = missed.name""")) {
                gaps.setObject(1, absentBefore.atOffset(ZoneOffset.UTC));
                gaps.executeUpdate();
            }
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM platform.outbox o
                    WHERE o.at < ? OR o.at < ? AND NOT EXISTS (
                        SELECT FROM platform.subscription s
                        WHERE o.type = ANY (s.types) AND (o.xid, o.seq) > (s.xid, s.seq))""")) {
                delete.setObject(1, absentBefore.atOffset(ZoneOffset.UTC));
                delete.setObject(2, handledBefore.atOffset(ZoneOffset.UTC));
                delete.executeUpdate();
            }
            connection.commit();
        }
    }

    private static List<OutboxEvent> events(PreparedStatement statement) throws SQLException {
        List<OutboxEvent> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            boolean attempts = rows.getMetaData().getColumnCount() > 8;
            while (rows.next()) {
                events.add(event(rows, attempts ? rows.getInt(9) : 0));
            }
        }
        return events;
    }

    private static OutboxEvent event(ResultSet rows, int attempts) throws SQLException {
        return new OutboxEvent(
                rows.getString(1),
                rows.getLong(2),
                rows.getObject(3, UUID.class),
                rows.getObject(4, UUID.class),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getObject(8, OffsetDateTime.class).toInstant(),
                attempts);
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
