package kr.dure.storage.internal;

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

    /** Where there is one already, or no content any more, the object stays garbage. */
    void add(UUID blob, int edge, Part part) {
        if (new FileRepository(session).lock(blob).isEmpty()) {
            return;
        }
        int added = sql.run(
                "INSERT INTO storage.thumbnail (blob_id, edge, object_id, bytes) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT DO NOTHING",
                blob,
                edge,
                part.object(),
                part.bytes());
        if (added > 0) {
            sql.run("DELETE FROM storage.garbage WHERE object_id = ?1", part.object());
        }
    }
}
