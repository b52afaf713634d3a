package kr.dure.documents.internal.template;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A tenant's own version of a template in one language. */
@Entity
@Table(name = "template")
class TemplateEntity {
    @Id
    private UUID id;

    private String template;

    private String language;

    private String body;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "changed_by")
    private String changedBy;

    @Version
    private int version;

    protected TemplateEntity() {}

    TemplateEntity(UUID id, String template, String language) {
        this.id = id;
        this.template = template;
        this.language = language;
    }

    void change(String body, Instant at, String by) {
        this.body = body;
        this.changedAt = at;
        this.changedBy = by;
    }

    String template() {
        return template;
    }

    String language() {
        return language;
    }

    String body() {
        return body;
    }

    Instant changedAt() {
        return changedAt;
    }

    String changedBy() {
        return changedBy;
    }

    /** What an ETag says: the row and its version, so that one made anew after a reset is another. */
    String tag() {
        return id + "-" + version;
    }
}
