package kr.dure.storage.internal;

import java.time.Instant;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;

/**
 * What comes and goes in the tenant's room, and the count of it (B11). Its row is locked first, so a tenant's changes
 * follow one another and none waits for two things.
 */
final class Room {
    private final Sql sql;
    private final FileRepository files;
    private final UploadRepository uploads;
    private long bytes;

    private Room(Session session) {
        this.sql = new Sql(session);
        this.files = new FileRepository(session);
        this.uploads = new UploadRepository(session);
    }

    static Room lock(Session session) {
        Room room = new Room(session);
        room.sql.run("INSERT INTO storage.room (bytes) VALUES (0) ON CONFLICT DO NOTHING");
        room.bytes = room.sql
                .rows("SELECT bytes FROM storage.room FOR UPDATE", row -> ((Number) row[0]).longValue())
                .get(0);
        return room;
    }

    static long used(Session session) {
        return new Sql(session)
                .rows("SELECT bytes FROM storage.room", row -> ((Number) row[0]).longValue()).stream()
                        .findFirst()
                        .orElse(0L);
    }

    /** How much more may come within {@code limit}, which is asked for before anything is locked. */
    long left(long limit) {
        return Math.max(0, limit - bytes - uploads.reserved());
    }

    private void grow(long by) {
        bytes += by;
        sql.run("UPDATE storage.room SET bytes = ?1", bytes);
    }

    /** Makes a complete upload a file; content that is there already is not kept twice. */
    void complete(Upload upload, StoredFile file, Instant now) {
        UUID blob = files.lockByHash(file.sha256())
                .map(same -> {
                    uploads.discardParts(upload.id(), now);
                    reference(same);
                    return same.id();
                })
                .orElseGet(() -> {
                    files.addBlob(upload.id(), file.sha256(), file.size(), now);
                    grow(file.size());
                    return upload.id();
                });
        files.add(file, blob);
        uploads.remove(upload.id());
    }

    private void reference(FileRepository.Blob blob) {
        if (blob.unreferencedSince() != null) {
            files.referenced(blob.id());
            grow(blob.size());
        }
    }

    /** Another file of a content that a file has. */
    void copy(StoredFile file, UUID blob) {
        files.lock(blob).ifPresent(this::reference);
        files.add(file, blob);
    }

    /** Returns whether it was there. */
    boolean remove(UUID id, Instant now) {
        return files.find(id)
                .map(row -> {
                    FileRepository.Blob blob = files.lock(row.blob()).orElseThrow();
                    boolean removed = files.remove(id) > 0;
                    if (removed && !files.has(blob.id())) {
                        files.unreferenced(blob.id(), now);
                        grow(-blob.size());
                    }
                    return removed;
                })
                .orElse(false);
    }

    void removeAll(FileOwner owner, Instant now) {
        for (var page = files.list(owner, null, 200); !page.isEmpty(); page = files.list(owner, null, 200)) {
            page.forEach(file -> remove(file.id(), now));
        }
    }
}
