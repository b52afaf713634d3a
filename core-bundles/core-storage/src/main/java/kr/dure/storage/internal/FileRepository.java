package kr.dure.storage.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;
import kr.dure.storage.StoredFile.Scan;

/** The current tenant's files and what they hold. */
final class FileRepository {
    private static final String SELECT =
            "SELECT f.id, f.app, f.kind, f.owner_id, f.name, f.media_type, b.size, b.sha256,"
                    + " f.created_at, f.created_by, f.scan, f.blob_id"
                    + " FROM storage.file f JOIN storage.blob b ON b.tenant_id = f.tenant_id AND b.id = f.blob_id";

    private static final UUID FIRST = new UUID(0, 0);

    private final Sql sql;

    FileRepository(Session session) {
        this.sql = new Sql(session);
    }

    /** A file and its content. */
    record Row(StoredFile file, UUID blob) {}

    /** A content. */
    record Blob(UUID id, long size, Instant unreferencedSince) {}

    Optional<Row> find(UUID id) {
        return sql.rows(SELECT + " WHERE f.id = ?1", FileRepository::read, id).stream()
                .findFirst();
    }

    List<StoredFile> list(FileOwner owner, UUID after, int limit) {
        return files(sql.rows(
                SELECT + " WHERE f.app = ?1 AND f.kind = ?2 AND f.owner_id = ?3 AND f.id > ?4 ORDER BY f.id LIMIT "
                        + limit,
                FileRepository::read,
                owner.app(),
                owner.kind(),
                owner.id(),
                after == null ? FIRST : after));
    }

    List<StoredFile> ofApp(String app, UUID after, int limit) {
        return files(sql.rows(
                SELECT + " WHERE f.app = ?1 AND f.id > ?2 ORDER BY f.id LIMIT " + limit,
                FileRepository::read,
                app,
                after == null ? FIRST : after));
    }

    /** Files of a kind that came before {@code end}. */
    List<StoredFile> older(String app, String kind, Instant end, int limit) {
        return files(sql.rows(
                SELECT + " WHERE f.app = ?1 AND f.kind = ?2 AND f.created_at < ?3 LIMIT " + limit,
                FileRepository::read,
                app,
                kind,
                end));
    }

    private static List<StoredFile> files(List<Row> rows) {
        return rows.stream().map(Row::file).toList();
    }

    void add(StoredFile file, UUID blob) {
        sql.run(
                "INSERT INTO storage.file (id, blob_id, app, kind, owner_id, name, media_type, scan, created_at,"
                        + " created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, CAST(NULLIF(?10, '') AS uuid))",
                file.id(),
                blob,
                file.owner().app(),
                file.owner().kind(),
                file.owner().id(),
                file.name(),
                file.mediaType(),
                file.scan().name(),
                file.createdAt(),
                file.createdBy() == null ? "" : file.createdBy().toString());
    }

    void move(UUID id, FileOwner owner) {
        sql.run(
                "UPDATE storage.file SET app = ?1, kind = ?2, owner_id = ?3 WHERE id = ?4",
                owner.app(),
                owner.kind(),
                owner.id(),
                id);
    }

    int remove(UUID id) {
        return sql.run("DELETE FROM storage.file WHERE id = ?1", id);
    }

    /** The content with this hash, which nobody deletes before the transaction's end; or empty. */
    Optional<Blob> lockByHash(String sha256) {
        return blob(" WHERE sha256 = ?1 FOR UPDATE", sha256);
    }

    Optional<Blob> lock(UUID blob) {
        return blob(" WHERE id = ?1 FOR UPDATE", blob);
    }

    private Optional<Blob> blob(String where, Object value) {
        return sql
                .rows(
                        "SELECT id, size, unreferenced_since FROM storage.blob" + where,
                        row -> new Blob((UUID) row[0], ((Number) row[1]).longValue(), Sql.instant(row[2])),
                        value)
                .stream()
                .findFirst();
    }

    void addBlob(UUID id, String sha256, long size, Instant now) {
        sql.run(
                "INSERT INTO storage.blob (id, sha256, size, created_at) VALUES (?1, ?2, ?3, ?4)",
                id,
                sha256,
                size,
                now);
    }

    void referenced(UUID blob) {
        sql.run("UPDATE storage.blob SET unreferenced_since = NULL WHERE id = ?1", blob);
    }

    void unreferenced(UUID blob, Instant now) {
        sql.run("UPDATE storage.blob SET unreferenced_since = ?1 WHERE id = ?2", now, blob);
    }

    boolean has(UUID blob) {
        return !sql.rows("SELECT 1 FROM storage.file WHERE blob_id = ?1 LIMIT 1", row -> row[0], blob)
                .isEmpty();
    }

    long count() {
        return sql.rows("SELECT count(*) FROM storage.file", row -> ((Number) row[0]).longValue())
                .get(0);
    }

    private static Row read(Object[] row) {
        return new Row(
                new StoredFile(
                        (UUID) row[0],
                        new FileOwner((String) row[1], (String) row[2], (UUID) row[3]),
                        (String) row[4],
                        (String) row[5],
                        ((Number) row[6]).longValue(),
                        (String) row[7],
                        Sql.instant(row[8]),
                        (UUID) row[9],
                        Scan.valueOf((String) row[10])),
                (UUID) row[11]);
    }
}
