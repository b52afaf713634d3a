package kr.dure.persistence.internal.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The kernel's view of the log and its seals: all tenants. */
final class SealRepository {
    /** Rows are hashed as they come: they may be large. */
    private static final int FETCHED = 500;

    /** In the order of transactions, no further than the oldest that still runs: what commits late is then ahead. */
    private static final String IN_ORDER = "SELECT * FROM platform.audit"
            + " WHERE (xid, seq) > (?::xid8, ?) AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, seq";

    /** What a copy of the database brought along: its transaction numbers are those of another server. */
    private static final String BROUGHT_ALONG = "SELECT * FROM platform.audit a WHERE NOT EXISTS (SELECT"
            + " FROM platform.audit_seal s WHERE s.tenant_id = a.tenant_id AND s.audit_id = a.id) ORDER BY seq";

    private final DataSource source;
    private final String key;

    /** @param key of the marks that rows have */
    SealRepository(DataSource source, String key) {
        this.source = source;
        this.key = key;
    }

    /**
     * Everything up to row {@code seq} of transaction {@code xid} is sealed.
     *
     * @param ahead whether this server has not come that far: the database is a copy of another server's
     * @param horizon the oldest transaction that still runs
     */
    private record Progress(String xid, long seq, boolean ahead, String horizon) {}

    /**
     * What a batch did.
     *
     * @param read rows it looked at; fewer than its limit: there are no more
     * @param heads where it left the chains that it made longer
     */
    record Sealed(int read, List<ChainHead> heads) {}

    /** Seals of one batch, and where they leave the chains. */
    private static final class Batch {
        private final List<UUID> tenants = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private final List<UUID> ids = new ArrayList<>();
        private final List<Boolean> genuine = new ArrayList<>();
        /** In hex: the driver has no arrays of bytes. */
        private final List<String> hashes = new ArrayList<>();

        private final Map<UUID, ChainHead> heads = new HashMap<>();
        private String xid;
        private long seq;
        private int read;
    }

    /**
     * Seals up to {@code limit} rows whose transactions have ended, in one transaction; none when another server does.
     *
     */
    Sealed seal(int limit, Instant now) throws SQLException {
        Instant sealedAt = now.truncatedTo(ChronoUnit.MICROS);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Progress from = progress(connection);
                if (from == null) {
                    return new Sealed(0, List.of());
                }
                Batch batch = read(connection, from, limit, sealedAt);
                write(connection, batch, sealedAt);
                connection.commit();
                return new Sealed(batch.read, List.copyOf(batch.heads.values()));
            } finally {
                connection.rollback();
            }
        }
    }

    /** Null when another server has the lock. */
    private static Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT xid::text, seq, xid > pg_snapshot_xmax(pg_current_snapshot()),
                               pg_snapshot_xmin(pg_current_snapshot())::text
                        FROM platform.audit_progress FOR UPDATE SKIP LOCKED""");
                ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? new Progress(rows.getString(1), rows.getLong(2), rows.getBoolean(3), rows.getString(4))
                    : null;
        }
    }

    private Batch read(Connection connection, Progress from, int limit, Instant sealedAt) throws SQLException {
        Batch batch = new Batch();
        String sql = "SELECT a.xid::text, a.seq, s.sealed, h.position, h.hash, a.mark,"
                + " a.xid = (SELECT since FROM platform.audit_progress), " + AuditRow.COLUMNS + " FROM ("
                + (from.ahead() ? BROUGHT_ALONG : IN_ORDER) + " LIMIT " + limit + ") a"
                + " LEFT JOIN platform.audit_head h ON h.tenant_id = a.tenant_id"
                // A look for each row, whatever the planner thinks of the tables.
                + " LEFT JOIN LATERAL (SELECT true AS sealed FROM platform.audit_seal s"
                + " WHERE s.tenant_id = a.tenant_id AND s.audit_id = a.id LIMIT 1) s ON true"
                + (from.ahead() ? " ORDER BY a.seq" : " ORDER BY a.xid, a.seq");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!from.ahead()) {
                statement.setString(1, from.xid());
                statement.setLong(2, from.seq());
            }
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    batch.read++;
                    batch.xid = rows.getString(1);
                    batch.seq = rows.getLong(2);
                    if (!rows.getBoolean(3)) {
                        AuditRow row = AuditRow.read(rows, 8);
                        boolean genuine =
                                rows.getBoolean(7) || Arrays.equals(rows.getBytes(6), AuditChain.mark(key, row));
                        add(batch, row, genuine, rows.getLong(4), rows.getBytes(5), sealedAt);
                    }
                }
            }
        }
        if (from.ahead()) {
            // From here on in order; what of it was sealed out of order is met again, and known.
            batch.xid = batch.read < limit ? from.horizon() : from.xid();
            batch.seq = batch.read < limit ? 0 : from.seq();
        }
        return batch;
    }

    private static void add(Batch batch, AuditRow row, boolean genuine, long position, byte[] hash, Instant sealedAt) {
        ChainHead head = batch.heads.get(row.tenant());
        byte[] previous = head != null ? head.hash() : hash != null ? hash : AuditChain.start();
        long next = (head != null ? head.position() : position) + 1;
        byte[] own = AuditChain.hash(previous, next, sealedAt, genuine, row);
        batch.tenants.add(row.tenant());
        batch.positions.add(next);
        batch.ids.add(row.id());
        batch.genuine.add(genuine);
        batch.hashes.add(HexFormat.of().formatHex(own));
        batch.heads.put(row.tenant(), new ChainHead(row.tenant(), next, own, row.at()));
    }

    private static void write(Connection connection, Batch batch, Instant sealedAt) throws SQLException {
        if (!batch.ids.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO platform.audit_seal (tenant_id, position, audit_id, genuine, hash, sealed_at)
                    SELECT t, p, i, g, decode(h, 'hex'), ?
                    FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::boolean[], ?::text[]) AS s (t, p, i, g, h)""")) {
                insert.setObject(1, sealedAt.atOffset(ZoneOffset.UTC));
                insert.setArray(2, connection.createArrayOf("uuid", batch.tenants.toArray()));
                insert.setArray(3, connection.createArrayOf("bigint", batch.positions.toArray()));
                insert.setArray(4, connection.createArrayOf("uuid", batch.ids.toArray()));
                insert.setArray(5, connection.createArrayOf("boolean", batch.genuine.toArray()));
                insert.setArray(6, connection.createArrayOf("text", batch.hashes.toArray()));
                insert.executeUpdate();
            }
            write(connection, batch.heads.values(), sealedAt);
        }
        if (batch.xid != null) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE platform.audit_progress SET xid = ?::xid8, seq = ?")) {
                update.setString(1, batch.xid);
                update.setLong(2, batch.seq);
                update.executeUpdate();
            }
        }
    }

    private static void write(Connection connection, Collection<ChainHead> heads, Instant sealedAt)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO platform.audit_head (tenant_id, position, hash, at, sealed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position, hash = excluded.hash,
                    at = excluded.at, sealed_at = excluded.sealed_at""")) {
            for (ChainHead head : heads) {
                upsert.setObject(1, head.tenant());
                upsert.setLong(2, head.position());
                upsert.setBytes(3, head.hash());
                upsert.setObject(4, head.at().atOffset(ZoneOffset.UTC));
                upsert.setObject(5, sealedAt.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Where every chain ends. */
    List<ChainHead> heads() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT tenant_id, position, hash, at FROM platform.audit_head");
                ResultSet rows = statement.executeQuery()) {
            List<ChainHead> heads = new ArrayList<>();
            while (rows.next()) {
                heads.add(new ChainHead(
                        rows.getObject(1, UUID.class), rows.getLong(2), rows.getBytes(3), instant(rows, 4)));
            }
            return heads;
        }
    }

    /** How old the oldest row is that waits; zero when there is none. A transaction that hangs lets all wait. */
    Duration lag(Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT at FROM platform.audit a"
                        + " WHERE (a.xid, a.seq) > ((SELECT xid FROM platform.audit_progress),"
                        + " (SELECT seq FROM platform.audit_progress)) ORDER BY a.xid, a.seq LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            Duration age = rows.next() ? Duration.between(instant(rows, 1), now) : Duration.ZERO;
            return age.isNegative() ? Duration.ZERO : age;
        }
    }

    /** A {@code timestamptz} that is not null. */
    static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
