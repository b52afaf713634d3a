package kr.dure.addons.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What a tenant agreed to let one add-on do. */
@Entity
@Table(name = "consent")
class ConsentEntity {
    @Id
    private String app;

    @Column(name = "app_version")
    private String appVersion;

    private String rights;

    @Column(name = "given_by")
    private UUID givenBy;

    @Column(name = "given_at")
    private Instant givenAt;

    protected ConsentEntity() {}

    ConsentEntity(String app) {
        this.app = app;
    }

    void give(String toVersion, Set<String> toRights, UUID account, Instant now) {
        appVersion = toVersion;
        rights = String.join("\n", toRights);
        givenBy = account;
        givenAt = now;
    }

    String app() {
        return app;
    }

    String appVersion() {
        return appVersion;
    }

    Set<String> rights() {
        return AddonLedger.set(rights);
    }

    Instant givenAt() {
        return givenAt;
    }
}
