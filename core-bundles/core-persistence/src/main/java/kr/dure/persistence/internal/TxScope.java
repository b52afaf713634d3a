package kr.dure.persistence.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One database transaction of the current thread, shared by every unit that joins it. The tenant is set once, the role
 * follows the unit that works: it is taken on when that unit has something to say, so that one which is asked in between
 * and answers from memory, or is asked again at once, costs no way to the database.
 */
final class TxScope {
    private static final ThreadLocal<TxScope> CURRENT = new ThreadLocal<>();

    private final Connection connection;
    private final UUID tenant;
    private final Kind kind;
    private final Map<PersistenceUnit, EntityManager> managers = new LinkedHashMap<>(2);
    /** Who works. */
    private PersistenceUnit active;
    /** Whose role the database has; null before the first one, and after somebody else took on another. */
    private PersistenceUnit played;

    private final List<PendingEvent> events = new ArrayList<>(0);
    private boolean scheduled;
    private boolean rollbackOnly;

    enum Kind {
        READ,
        WRITE,
        ACROSS_TENANTS
    }

    TxScope(Connection connection, UUID tenant, Kind kind) {
        this.connection = connection;
        this.tenant = tenant;
        this.kind = kind;
    }

    static TxScope current() {
        return CURRENT.get();
    }

    void bind() {
        CURRENT.set(this);
    }

    static void unbind() {
        CURRENT.remove();
    }

    /** The connection for what the unit that works says next. */
    Connection connection() throws SQLException {
        if (played != active) {
            takeOn(active);
        }
        return connection;
    }

    /** The connection for somebody who takes on a role by himself, and says so with {@link #forgetRole}. */
    Connection bare() {
        return connection;
    }

    void forgetRole() {
        played = null;
    }

    UUID tenant() {
        return tenant;
    }

    Kind kind() {
        return kind;
    }

    PersistenceUnit active() {
        return active;
    }

    void publish(PendingEvent event) {
        if (kind != Kind.WRITE) {
            throw new IllegalStateException("Events are published by a transaction of one tenant that writes.");
        }
        events.add(event);
    }

    boolean publishes() {
        return !events.isEmpty();
    }

    Set<String> eventTypes() {
        return events.stream().map(PendingEvent::type).collect(Collectors.toSet());
    }

    void scheduled() {
        scheduled = true;
    }

    boolean schedules() {
        return scheduled;
    }

    /** Last of all: by now the rows behind the events are locked, so their order is that of the changes. */
    void writeEvents() throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        // Any unit may say it; the tenant has to be set.
        try (PreparedStatement insert = (played == null ? connection() : connection)
                .prepareStatement("INSERT INTO platform.outbox (id, type, key, body, at) VALUES (?, ?, ?, ?, ?)")) {
            for (PendingEvent event : events) {
                insert.setObject(1, event.id());
                insert.setString(2, event.type());
                insert.setString(3, event.key());
                insert.setString(4, event.body());
                insert.setObject(5, event.at().atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    boolean rollbackOnly() {
        return rollbackOnly;
    }

    void setRollbackOnly() {
        rollbackOnly = true;
    }

    /** Lets {@code unit} work. */
    void enter(PersistenceUnit unit) {
        active = unit;
    }

    private void takeOn(PersistenceUnit unit) throws SQLException {
        String schema = unit.name().schema();
        if (kind == Kind.ACROSS_TENANTS) {
            set(
                    "SELECT set_config('dure.tenant', ?, true), set_config('search_path', ?, true)",
                    tenant.toString(),
                    schema);
        } else if (played == null) {
            set(
                    "SELECT set_config('dure.tenant', ?, true), set_config('search_path', ?, true), set_config('role', ?, true)",
                    tenant.toString(),
                    schema,
                    unit.role());
        } else {
            set("SELECT set_config('search_path', ?, true), set_config('role', ?, true)", schema, unit.role());
        }
        played = unit;
    }

    private void set(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeQuery().close();
        }
    }

    EntityManager manager(PersistenceUnit unit) {
        return managers.computeIfAbsent(unit, u -> {
            EntityManager manager =
                    u.entityManagers(kind == Kind.ACROSS_TENANTS).createEntityManager();
            manager.getTransaction().begin();
            return manager;
        });
    }

    /** Writes what the unit's entities have pending, under the unit's own role. */
    void flush(PersistenceUnit unit) {
        EntityManager manager = managers.get(unit);
        if (manager != null && kind != Kind.READ) {
            manager.flush();
        }
    }

    void closeManagers(boolean commit) {
        for (EntityManager manager : managers.values()) {
            try {
                if (commit) {
                    manager.getTransaction().commit();
                } else if (manager.getTransaction().isActive()) {
                    manager.getTransaction().rollback();
                }
            } finally {
                manager.close();
            }
        }
        managers.clear();
    }
}
