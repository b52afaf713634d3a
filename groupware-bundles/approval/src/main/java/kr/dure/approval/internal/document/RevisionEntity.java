package kr.dure.approval.internal.document;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.Json;

/** A content that somebody in the line changed, as it was before, with what he changed. */
@Entity
@Table(name = "revision")
class RevisionEntity {
    private static final TypeReference<List<Revision.Change>> CHANGES = new TypeReference<>() {};

    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    private int revision;
    private Instant at;

    @Column(name = "by_id")
    private UUID byId;

    @Column(name = "by_name")
    private String byName;

    private String before;
    private String changes;

    protected RevisionEntity() {}

    RevisionEntity(
            UUID id, UUID document, int revision, Who by, Instant at, String before, List<Revision.Change> changes) {
        this.id = id;
        this.documentId = document;
        this.revision = revision;
        this.byId = by.accountId();
        this.byName = by.name();
        this.at = at;
        this.before = before;
        this.changes = Json.write(changes);
    }

    Revision revision() {
        return new Revision(revision, at, new Who(byId, byName, null, null, null, null), Json.list(changes, CHANGES));
    }
}
