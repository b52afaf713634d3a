package kr.dure.storage.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.storage.FileOwner;
import kr.dure.web.Conflict;

/** The current tenant's uploads and the parts they have. */
final class UploadRepository {
    private static final String SELECT = "SELECT id, account_id, app, kind, owner_id, name, length, reserved, received,"
            + " expires_at FROM storage.upload";

    private final Sql sql;

    UploadRepository(Session session) {
        this.sql = new Sql(session);
    }

    void add(Upload upload) {
        sql.run(
                "INSERT INTO storage.upload (id, account_id, app, kind, owner_id, name, length, reserved, received,"
                        + " expires_at) VALUES (?1, CAST(NULLIF(?2, '') AS uuid), ?3, ?4, ?5, ?6, NULLIF(?7, -1), ?8, 0,"
                        + " ?9)",
                upload.id(),
                upload.account() == null ? "" : upload.account().toString(),
                upload.owner().app(),
                upload.owner().kind(),
                upload.owner().id(),
                upload.name(),
                upload.length(),
                upload.reserved(),
                upload.expiresAt());
    }

    Optional<Upload> find(UUID id) {
        return first(sql.rows(SELECT + " WHERE id = ?1", UploadRepository::read, id));
    }

    /** Nobody else completes, extends or removes it before the transaction's end. */
    Optional<Upload> lock(UUID id) {
        return first(sql.rows(SELECT + " WHERE id = ?1 FOR UPDATE", UploadRepository::read, id));
    }

    List<Upload> expired(Instant now, int limit) {
        return sql.rows(
                SELECT + " WHERE expires_at <= ?1 ORDER BY expires_at LIMIT " + limit, UploadRepository::read, now);
    }

    /**
     * Keeps objects that were to be deleted until now. False when one is deleted already, for it was written slower than
     * that: then all are garbage again, deleted at {@code due}.
     */
    boolean claim(List<Part> parts, Instant due) {
        boolean all = true;
        for (Part part : parts) {
            all &= sql.run("DELETE FROM storage.garbage WHERE object_id = ?1", part.object()) > 0;
        }
        if (!all) {
            parts.forEach(part -> discard(part.object(), due));
        }
        return all;
    }

    /** Notes that the next part, which was claimed, is durable. */
    void record(UUID id, long received, Part part, Instant expiresAt) {
        int grown = sql.run(
                "UPDATE storage.upload SET received = received + ?1, expires_at = ?2 WHERE id = ?3 AND received = ?4",
                part.bytes(),
                expiresAt,
                id,
                received);
        if (grown == 0) {
            throw new Conflict(
                    "다른 곳에서 같은 업로드를 보내고 있습니다. 위치를 다시 확인해 주세요.",
                    "Somebody else sends the same upload. Please ask for its offset again.");
        }
        addPart(id, part);
    }

    /** The next part of an upload or an archive. */
    void addPart(UUID holder, Part part) {
        sql.run(
                "INSERT INTO storage.part (holder_id, number, object_id, bytes) SELECT ?1, count(*), ?2, ?3"
                        + " FROM storage.part WHERE holder_id = ?1",
                holder,
                part.object(),
                part.bytes());
    }

    /** @param holder an upload or a blob */
    List<Part> parts(UUID holder) {
        return sql.rows(
                "SELECT object_id, bytes FROM storage.part WHERE holder_id = ?1 ORDER BY number",
                row -> new Part((UUID) row[0], ((Number) row[1]).longValue()),
                holder);
    }

    void reserve(UUID id, long reserved) {
        sql.run("UPDATE storage.upload SET reserved = ?1 WHERE id = ?2", reserved, id);
    }

    void setLength(UUID id, long length) {
        sql.run("UPDATE storage.upload SET length = ?1 WHERE id = ?2", length, id);
    }

    long reserved() {
        return sql.rows(
                        "SELECT CAST(coalesce(sum(reserved), 0) AS bigint) FROM storage.upload",
                        row -> ((Number) row[0]).longValue())
                .get(0);
    }

    /** Forgets an upload that became a file. */
    void remove(UUID id) {
        sql.run("DELETE FROM storage.upload WHERE id = ?1", id);
    }

    /** An object that will be deleted at {@code due} unless a part has it by then. */
    void discard(UUID object, Instant due) {
        sql.run("INSERT INTO storage.garbage (object_id, due_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING", object, due);
    }

    /** What a holder has becomes garbage. */
    void discardParts(UUID holder, Instant due) {
        sql.run(
                "INSERT INTO storage.garbage (object_id, due_at) SELECT object_id, ?1 FROM storage.part"
                        + " WHERE holder_id = ?2",
                due,
                holder);
        sql.run("DELETE FROM storage.part WHERE holder_id = ?1", holder);
    }

    private static Optional<Upload> first(List<Upload> uploads) {
        return uploads.stream().findFirst();
    }

    private static Upload read(Object[] row) {
        return new Upload(
                (UUID) row[0],
                (UUID) row[1],
                new FileOwner((String) row[2], (String) row[3], (UUID) row[4]),
                (String) row[5],
                row[6] == null ? -1 : ((Number) row[6]).longValue(),
                ((Number) row[7]).longValue(),
                ((Number) row[8]).longValue(),
                Sql.instant(row[9]));
    }
}
