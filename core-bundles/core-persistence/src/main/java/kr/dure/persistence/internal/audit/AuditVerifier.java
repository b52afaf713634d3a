package kr.dure.persistence.internal.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Computes every chain anew and compares it with its seals, with where it should end, and with what was written down
 * outside the database. Nothing but the log itself is believed.
 */
final class AuditVerifier {
    private static final int FETCHED = 500;

    private final Connection connection;
    private final HeadsFile heads;
    private final Instant now;

    private final Map<UUID, NavigableMap<Long, HeadsFile.Line>> filed = new HashMap<>();
    private final Map<UUID, Link> checkpoints = new HashMap<>();
    private final Map<UUID, Link> ends = new HashMap<>();
    private final Map<UUID, String> names = new HashMap<>();
    private final List<Broken> broken = new ArrayList<>();

    AuditVerifier(Connection connection, HeadsFile heads, Instant now) {
        this.connection = connection;
        this.heads = heads;
        this.now = now;
    }

    /** A place in a chain. */
    private record Link(long position, byte[] hash) {}

    /**
     * Where a chain is not what it was; the first place of each.
     *
     * @param tenant null: the log as a whole
     * @param name of the company, or null
     * @param position in the chain; 0: none in particular
     * @param what in English
     */
    record Broken(UUID tenant, String name, long position, String what) {}

    /**
     * What was found.
     *
     * @param verified rows whose hash is right
     * @param chains how many there are
     * @param unsealed rows written a moment ago, which have no place yet
     * @param filedLines lines of the file that were compared
     * @param broken empty: all is well
     */
    record Report(long verified, int chains, long unsealed, long filedLines, List<Broken> broken) {}

    /** @throws IOException when the file of heads cannot be read */
    Report verify() throws SQLException, IOException {
        // The file first: what it names is then in the snapshot.
        long[] lines = new long[1];
        heads.read(
                line -> {
                    lines[0]++;
                    HeadsFile.Line other = filed.computeIfAbsent(line.head().tenant(), id -> new TreeMap<>())
                            .putIfAbsent(line.head().position(), line);
                    if (other != null
                            && !Arrays.equals(other.head().hash(), line.head().hash())) {
                        note(line.head().tenant(), line.head().position(), HeadsFile.NAME + " contradicts itself");
                    }
                },
                number -> note(null, 0, HeadsFile.NAME + " cannot be read in line " + number));
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            read("SELECT id, name FROM platform.tenant", rows -> names.put(uuid(rows), rows.getString(2)));
            links("audit_checkpoint", checkpoints);
            links("audit_head", ends);
            Chains chains = new Chains();
            chains.walk();
            Set<UUID> tenants = new HashSet<>(ends.keySet());
            tenants.addAll(checkpoints.keySet());
            tenants.addAll(filed.keySet());
            tenants.removeAll(chains.seen);
            for (UUID tenant : tenants) {
                chains.begin(tenant);
                chains.end();
            }
            long unsealed = unsealed();
            return new Report(chains.verified, chains.seen.size(), unsealed, lines[0], List.copyOf(broken));
        } finally {
            connection.rollback();
        }
    }

    private void note(UUID tenant, long position, String what) {
        broken.add(new Broken(tenant, names.get(tenant), position, what));
    }

    /** Goes along all chains, one behind the other. */
    private final class Chains {
        private final Set<UUID> seen = new HashSet<>();
        private long verified;
        private UUID tenant;
        private long position;
        private byte[] hash;
        private boolean lost;

        void walk() throws SQLException {
            read(
                    "SELECT s.tenant_id, s.position, s.hash, s.sealed_at, s.audit_id, s.genuine, " + AuditRow.COLUMNS
                            + " FROM platform.audit_seal s LEFT JOIN platform.audit a"
                            + " ON a.tenant_id = s.tenant_id AND a.id = s.audit_id ORDER BY s.tenant_id, s.position",
                    rows -> {
                        if (!uuid(rows).equals(tenant)) {
                            end();
                            begin(uuid(rows));
                        }
                        if (!lost) {
                            lost = !step(rows);
                        }
                    });
            end();
        }

        void begin(UUID next) {
            tenant = next;
            seen.add(next);
            Link start = checkpoints.get(next);
            position = start == null ? 0 : start.position();
            hash = start == null ? AuditChain.start() : start.hash();
            lost = start != null && !deletedInTime(start);
        }

        /** Whether what was deleted was old enough, by what was written down when it was there. */
        private boolean deletedInTime(Link start) {
            Instant limit = AuditAge.limit(now);
            for (HeadsFile.Line line : lines().headMap(start.position(), true).values()) {
                if (!line.head().at().isBefore(limit)) {
                    note(
                            tenant,
                            line.head().position(),
                            "the row was deleted before its time; it was of "
                                    + line.head().at());
                    return false;
                }
            }
            return agrees();
        }

        private NavigableMap<Long, HeadsFile.Line> lines() {
            return filed.getOrDefault(tenant, new TreeMap<>());
        }

        private boolean agrees() {
            HeadsFile.Line line = lines().get(position);
            if (line != null && !Arrays.equals(line.head().hash(), hash)) {
                note(
                        tenant,
                        position,
                        "the chain has been rewritten: " + HeadsFile.NAME + " of " + line.filed()
                                + " knows another hash");
                return false;
            }
            return true;
        }

        private boolean step(ResultSet rows) throws SQLException {
            long at = rows.getLong(2);
            UUID id = rows.getObject(5, UUID.class);
            if (at != position + 1) {
                note(tenant, position + 1, "the seal has been deleted, or its position changed");
                return false;
            }
            AuditRow row = AuditRow.read(rows, 7);
            if (row == null) {
                note(tenant, at, "the row " + id + " has been deleted");
                return false;
            }
            Instant sealedAt = SealRepository.instant(rows, 4);
            byte[] own = AuditChain.hash(hash, at, sealedAt, rows.getBoolean(6), row);
            if (!Arrays.equals(own, rows.getBytes(3))) {
                note(
                        tenant,
                        at,
                        "the row " + id + " (" + row.action() + " of " + row.at()
                                + ") or its seal has been changed or put in another's place: the hash does not fit");
                return false;
            }
            position = at;
            hash = own;
            verified++;
            if (!rows.getBoolean(6)) {
                note(
                        tenant,
                        at,
                        "the row " + id + " (" + row.action() + " of " + row.at()
                                + ") was not written by Dure: inserted from outside, or changed before it was sealed");
            }
            return agrees();
        }

        void end() {
            if (tenant == null || lost) {
                return;
            }
            NavigableMap<Long, HeadsFile.Line> behind = lines().tailMap(position, false);
            Link end = ends.get(tenant);
            if (!behind.isEmpty()) {
                HeadsFile.Line last = behind.lastEntry().getValue();
                note(
                        tenant,
                        position + 1,
                        "the end of the chain has been deleted: " + HeadsFile.NAME + " of " + last.filed()
                                + " knows position " + last.head().position());
            } else if (end == null || end.position() != position || !Arrays.equals(end.hash(), hash)) {
                note(
                        tenant,
                        position + 1,
                        "the end of the chain has been deleted or changed: it should be at position "
                                + (end == null ? "unknown" : String.valueOf(end.position())));
            }
        }
    }

    /** How many rows wait for their seals; a row that the sealer has passed should have one. */
    private long unsealed() throws SQLException {
        long[] count = new long[1];
        read("""
                SELECT a.tenant_id, a.id, p.xid <= pg_snapshot_xmax(pg_current_snapshot())
                                          AND (a.xid, a.seq) <= (p.xid, p.seq)
                FROM platform.audit a CROSS JOIN platform.audit_progress p
                WHERE NOT EXISTS (SELECT FROM platform.audit_seal s
                                  WHERE s.tenant_id = a.tenant_id AND s.audit_id = a.id)""", rows -> {
            if (rows.getBoolean(3)) {
                note(
                        uuid(rows),
                        0,
                        "the row " + rows.getObject(2, UUID.class)
                                + " has no seal: it was inserted from outside, or its seal was deleted");
            } else {
                count[0]++;
            }
        });
        return count[0];
    }

    private void links(String table, Map<UUID, Link> links) throws SQLException {
        read(
                "SELECT tenant_id, position, hash FROM platform." + table,
                rows -> links.put(uuid(rows), new Link(rows.getLong(2), rows.getBytes(3))));
    }

    private static UUID uuid(ResultSet rows) throws SQLException {
        return rows.getObject(1, UUID.class);
    }

    private interface Row {
        void read(ResultSet rows) throws SQLException;
    }

    private void read(String sql, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        }
    }
}
