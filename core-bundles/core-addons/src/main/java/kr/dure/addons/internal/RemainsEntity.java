package kr.dure.addons.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A removed add-on whose rows are still there, perhaps with an order to delete them. */
@Entity
@Table(schema = "platform", name = "addon_remains")
class RemainsEntity {
    @Id
    private String id;

    @Column(name = "symbolic_name")
    private String symbolicName;

    private String version;

    @Column(name = "removed_at")
    private Instant removedAt;

    @Column(name = "purge_at")
    private Instant purgeAt;

    @Column(name = "ordered_at")
    private Instant orderedAt;

    @Column(name = "ordered_by")
    private String orderedBy;

    private String export;

    protected RemainsEntity() {}

    RemainsEntity(AddonLedger.Row row, Instant now) {
        id = row.id();
        symbolicName = row.symbolicName();
        version = row.version();
        removedAt = now;
    }

    void order(Instant at, String by, String folder, Instant now) {
        purgeAt = at;
        orderedBy = by;
        orderedAt = now;
        export = folder;
    }

    void cancel() {
        purgeAt = null;
        orderedBy = null;
        orderedAt = null;
    }

    String symbolicName() {
        return symbolicName;
    }

    Remains toRemains() {
        return new Remains(id, symbolicName, version, removedAt, purgeAt, orderedBy, export);
    }
}
