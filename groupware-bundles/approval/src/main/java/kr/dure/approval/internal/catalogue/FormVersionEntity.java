package kr.dure.approval.internal.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A definition that documents were drafted with. Never changed. */
@Entity
@Table(name = "form_version")
class FormVersionEntity {
    @Id
    private UUID id;

    @Column(name = "form_id")
    private UUID formId;

    @Column(name = "form_version")
    private int formVersion;

    private String definition;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private UUID createdBy;

    protected FormVersionEntity() {}

    FormVersionEntity(UUID id, UUID formId, int formVersion, String definition, Instant createdAt, UUID createdBy) {
        this.id = id;
        this.formId = formId;
        this.formVersion = formVersion;
        this.definition = definition;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    String definition() {
        return definition;
    }

    /** @param with the definition; null without it */
    FormVersion version(Map<String, Object> with) {
        return new FormVersion(formVersion, createdAt, createdBy, with);
    }
}
