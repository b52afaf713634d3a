package kr.dure.persistence.internal.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.internal.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes what is older than two years from the beginning of each chain, keeps the hash that the rest is chained to, and
 * writes into the log that it did.
 */
@Component
public final class AuditRetention implements JobHandler {
    /** Rows of one transaction. */
    private static final int BATCH = 5_000;

    private final DataSource source;
    private final String key;
    private final Clock clock;

    @Activate
    public AuditRetention(@Reference Database database, @Reference Clock clock) {
        this.source = database.kernel();
        this.key = database.auditKey();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "kernel.audit-retention";
    }

    @Override
    public Optional<String> cron() {
        return Optional.of("0 7 4 * * *");
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (UUID tenant : tenants(connection)) {
                    while (delete(connection, tenant) == BATCH) {
                        // One batch after the other, so that nobody waits for long.
                    }
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }

    private List<UUID> tenants(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT tenant_id FROM platform.audit_head");
                ResultSet rows = statement.executeQuery()) {
            List<UUID> tenants = new ArrayList<>();
            while (rows.next()) {
                tenants.add(rows.getObject(1, UUID.class));
            }
            return tenants;
        } finally {
            connection.commit();
        }
    }

    /** The rows of the chain's beginning that are too old, up to the first that is not. */
    private int delete(Connection connection, UUID tenant) throws SQLException {
        Instant limit = AuditAge.limit(clock.instant());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + Database.RETENTION);
        }
        long last = 0;
        byte[] hash = null;
        int count = 0;
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT s.position, s.hash, a.at FROM platform.audit_seal s
                JOIN platform.audit a ON a.tenant_id = s.tenant_id AND a.id = s.audit_id
                WHERE s.tenant_id = ? ORDER BY s.position LIMIT ?""")) {
            select.setObject(1, tenant);
            select.setInt(2, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && SealRepository.instant(rows, 3).isBefore(limit)) {
                    last = rows.getLong(1);
                    hash = rows.getBytes(2);
                    count++;
                }
            }
        }
        if (count > 0) {
            execute(
                    connection,
                    "DELETE FROM platform.audit a USING platform.audit_seal s WHERE s.tenant_id = ?"
                            + " AND s.position <= ? AND a.tenant_id = s.tenant_id AND a.id = s.audit_id",
                    tenant,
                    last);
            execute(connection, "DELETE FROM platform.audit_seal WHERE tenant_id = ? AND position <= ?", tenant, last);
            execute(
                    connection,
                    "INSERT INTO platform.audit_checkpoint (tenant_id, position, hash) VALUES (?, ?, ?)"
                            + " ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position,"
                            + " hash = excluded.hash",
                    tenant,
                    last,
                    hash);
            write(connection, tenant, count + " rows older than " + AuditAge.YEARS + " years, up to position " + last);
        }
        connection.commit();
        return count;
    }

    private void write(Connection connection, UUID tenant, String detail) throws SQLException {
        AuditRow row = new AuditRow(
                tenant,
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                null,
                null,
                "audit.deleted",
                null,
                detail,
                null,
                null);
        execute(
                connection,
                "INSERT INTO platform.audit (tenant_id, id, at, action, detail, mark) VALUES (?, ?, ?, ?, ?, ?)",
                row.tenant(),
                row.id(),
                row.at().atOffset(ZoneOffset.UTC),
                row.action(),
                row.detail(),
                AuditChain.mark(key, row));
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
