package kr.dure.storage.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.persistence.Session;

/** The current tenant's thumbnails. */
final class ThumbnailRepository {
    private final Session session;
    private final Sql sql;

    ThumbnailRepository(Session session) {
        this.session = session;
        this.sql = new Sql(session);
    }

    List<Part> find(UUID blob, int edge) {
        return sql.rows(
                "SELECT object_id, bytes FROM storage.thumbnail WHERE blob_id = ?1 AND edge = ?2",
                row -> new Part((UUID) row[0], ((Number) row[1]).longValue()),
                blob,
                edge);
    }

    /** Where there is one already, or no content any more, or it was written slower than a day, the object is garbage. */
    void add(UUID blob, int edge, Part part, Instant due) {
        UploadRepository objects = new UploadRepository(session);
        if (!objects.claim(List.of(part), due)) {
            return;
        }
        boolean added = new FileRepository(session).lock(blob).isPresent()
                && sql.run(
                                "INSERT INTO storage.thumbnail (blob_id, edge, object_id, bytes)"
                                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                                blob,
                                edge,
                                part.object(),
                                part.bytes())
                        > 0;
        if (!added) {
            objects.discard(part.object(), due);
        }
    }
}
