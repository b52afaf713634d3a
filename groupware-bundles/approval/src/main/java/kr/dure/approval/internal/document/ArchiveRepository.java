package kr.dure.approval.internal.document;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.approval.internal.archive.ArchiveEntry;
import kr.dure.persistence.Session;

/** The company's chain of documents; it only ever grows at its end. */
final class ArchiveRepository {
    private static final String COLUMNS =
            "SELECT entry, record, CAST(paper AS text), CAST(document_id AS text) FROM archive_entry";

    private final EntityManager entities;

    /**
     * A link with what it names.
     *
     * @param record null where there is none any more
     * @param paper null like the record
     */
    record Link(ArchiveEntry entry, String record, UUID paper, UUID document) {}

    ArchiveRepository(Session session) {
        this.entities = session.entities();
    }

    /** The last link; whoever else wants to append waits for this transaction. */
    Optional<ArchiveEntry> end() {
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtext('approval.archive'),"
                        + " hashtext(current_setting('dure.tenant'))) AS text)")
                .getResultList();
        return links(COLUMNS + " ORDER BY position DESC LIMIT 1").stream()
                .findFirst()
                .map(Link::entry);
    }

    Optional<Link> of(UUID document) {
        List<?> rows = entities.createNativeQuery(COLUMNS + " WHERE document_id = ?1 AND destroys = 0")
                .setParameter(1, document)
                .getResultList();
        return rows.stream().findFirst().map(ArchiveRepository::link);
    }

    List<UUID> unsealed(Instant start, Instant end) {
        List<?> rows = entities.createNativeQuery("SELECT CAST(d.id AS text) FROM document d"
                        + " WHERE d.completed_at >= ?1 AND d.completed_at < ?2 AND d.destroyed_at IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM archive_entry a"
                        + " WHERE a.tenant_id = d.tenant_id AND a.document_id = d.id AND a.destroys = 0)"
                        + " ORDER BY d.completed_at, d.id")
                .setParameter(1, start.atOffset(ZoneOffset.UTC))
                .setParameter(2, end.atOffset(ZoneOffset.UTC))
                .getResultList();
        return rows.stream().map(id -> UUID.fromString((String) id)).toList();
    }

    List<Link> after(long position, int limit) {
        return links(COLUMNS + " WHERE position > " + position + " ORDER BY position LIMIT " + limit);
    }

    void append(ArchiveEntry entry, String record, UUID paper) {
        entities.createNativeQuery("INSERT INTO archive_entry"
                        + " (position, document_id, entry, hash, record, paper, destroys)"
                        + " VALUES (?1, ?2, ?3, ?4, NULLIF(?5, ''), CAST(NULLIF(?6, '') AS uuid), ?7)")
                .setParameter(1, entry.position())
                .setParameter(2, entry.document())
                .setParameter(3, new String(entry.bytes(), StandardCharsets.UTF_8))
                .setParameter(4, entry.hash())
                .setParameter(5, record == null ? "" : record)
                .setParameter(6, paper == null ? "" : paper.toString())
                .setParameter(7, entry.destroys())
                .executeUpdate();
    }

    /** What a link named is gone; the link stays. */
    void forget(long position) {
        entities.createNativeQuery("UPDATE archive_entry SET record = NULL, paper = NULL WHERE position = ?1")
                .setParameter(1, position)
                .executeUpdate();
    }

    private List<Link> links(String sql) {
        List<?> rows = entities.createNativeQuery(sql).getResultList();
        return rows.stream().map(ArchiveRepository::link).toList();
    }

    private static Link link(Object row) {
        Object[] values = (Object[]) row;
        return new Link(
                ArchiveEntry.read(((String) values[0]).getBytes(StandardCharsets.UTF_8)),
                (String) values[1],
                values[2] == null ? null : UUID.fromString((String) values[2]),
                UUID.fromString((String) values[3]));
    }
}
