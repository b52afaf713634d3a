package kr.dure.persistence.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kr.dure.event.Event;
import kr.dure.event.EventType;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.job.Job;
import kr.dure.metering.Holding;
import kr.dure.metering.Usage;
import kr.dure.persistence.Session;
import kr.dure.persistence.internal.audit.AuditChain;
import kr.dure.persistence.internal.audit.AuditRow;

/** {@link Session} of one unit inside one transaction. */
final class SessionImpl implements Session {
    /** Names of facts that nobody may read in the log, should somebody hand them in. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|secret|token|otp|hash)");

    private static final String HIDDEN = "***";

    private final TxScope scope;
    private final PersistenceUnit unit;
    private final Clock clock;
    private final String auditKey;

    SessionImpl(TxScope scope, PersistenceUnit unit, Clock clock, String auditKey) {
        this.scope = scope;
        this.unit = unit;
        this.clock = clock;
        this.auditKey = auditKey;
    }

    @Override
    public EntityManager entities() {
        return scope.manager(unit);
    }

    @Override
    public void record(List<Usage> usages) {
        try (PreparedStatement insert = scope.connection()
                .prepareStatement(
                        "INSERT INTO platform.usage (meter, key, quantity, at, account_id) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING")) {
            for (Usage usage : usages) {
                insert.setString(1, usage.meter());
                insert.setString(2, usage.key());
                insert.setLong(3, usage.quantity());
                insert.setObject(4, usage.at().atOffset(ZoneOffset.UTC));
                insert.setObject(5, usage.account(), Types.OTHER);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void publish(Event event) {
        EventType type = event.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " has no EventType.");
        }
        scope.publish(new PendingEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type.value(),
                event.key(),
                unit.json().write(event),
                clock.instant()));
    }

    @Override
    public void schedule(Job job) {
        Instant due = job.at() != null ? job.at() : Cron.next(job.cron(), clock.instant());
        call(
                "SELECT platform.job_schedule(?, ?, ?, ?, ?)",
                job.handler(),
                job.id(),
                due.atOffset(ZoneOffset.UTC),
                job.cron(),
                job.data());
        // What is due later is found when it is due.
        if (!due.isAfter(clock.instant())) {
            scope.scheduled();
        }
    }

    @Override
    public void cancelJob(String handler, String id) {
        call("SELECT platform.job_cancel(?, ?)", handler, id);
    }

    @Override
    public void hold(Holding holding) {
        // Begun and given back on one day, and wanted again on it: the row is there already, so it goes on.
        execute(
                "UPDATE platform.holding SET last_date = NULL"
                        + " WHERE meter = ? AND key = ? AND from_date = ? AND last_date IS NOT NULL"
                        + " AND NOT EXISTS (SELECT FROM platform.holding open"
                        + " WHERE open.meter = ? AND open.key = ? AND open.last_date IS NULL)",
                holding.meter(),
                holding.key(),
                holding.from(),
                holding.meter(),
                holding.key());
        execute(
                "INSERT INTO platform.holding (meter, key, from_date) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                holding.meter(),
                holding.key(),
                holding.from());
    }

    @Override
    public void release(String meter, String key, LocalDate last) {
        execute(
                "UPDATE platform.holding SET last_date = greatest(from_date, ?)"
                        + " WHERE meter = ? AND key = ? AND last_date IS NULL",
                last,
                meter,
                key);
    }

    @Override
    public void audit(String action, String subject, String detail) {
        audit(action, subject, detail, null, null);
    }

    @Override
    public void audit(String action, String subject, Map<String, ?> before, Map<String, ?> after) {
        audit(action, subject, null, difference(before, after), difference(after, before));
    }

    private void audit(String action, String subject, String detail, String before, String after) {
        Optional<Caller> caller = Callers.find();
        AuditRow row = new AuditRow(
                scope.tenant(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                caller.map(Caller::accountId).orElse(null),
                caller.map(Caller::loginId).orElse(null),
                caller.map(Caller::actingOperator).orElse(null),
                Clients.find().map(Client::address).orElse(null),
                action,
                subject,
                detail,
                before,
                after);
        execute(
                "INSERT INTO platform.audit (id, at, account_id, login_id, acting_operator, address, action, subject,"
                        + " detail, before, after, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.at().atOffset(ZoneOffset.UTC),
                row.account(),
                row.loginId(),
                row.actingOperator(),
                row.address(),
                row.action(),
                row.subject(),
                row.detail(),
                row.before(),
                row.after(),
                AuditChain.mark(auditKey, row));
    }

    /** What {@code values} says otherwise than {@code others}, as JSON; null where there are no values. */
    private String difference(Map<String, ?> values, Map<String, ?> others) {
        if (values == null) {
            return null;
        }
        Map<String, Object> changed = new TreeMap<>();
        values.forEach((name, value) -> {
            if (others == null || !Objects.equals(value, others.get(name))) {
                changed.put(name, SECRET.matcher(name).matches() ? HIDDEN : value);
            }
        });
        return unit.json().write(changed);
    }

    private void call(String sql, Object... values) {
        try (PreparedStatement statement = scope.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void execute(String sql, Object... values) {
        try (PreparedStatement statement = scope.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
