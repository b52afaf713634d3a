package kr.dure.addons.internal;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One installed add-on with its jar. */
@Entity
@Table(schema = "platform", name = "addon")
class AddonEntity {
    @Id
    private String id;

    @Column(name = "symbolic_name")
    private String symbolicName;

    private String version;
    private String sha256;

    @Basic(fetch = FetchType.LAZY) // a list of add-ons must not carry all their jars
    private byte[] jar;

    @Enumerated(EnumType.STRING)
    private AddonState state;

    private String reason;

    @Column(name = "installed_at")
    private Instant installedAt;

    protected AddonEntity() {}

    AddonEntity(String id) {
        this.id = id;
    }

    void hold(AddonJar addon, Instant now) {
        symbolicName = addon.symbolicName();
        version = addon.version();
        sha256 = addon.sha256();
        jar = addon.bytes();
        installedAt = now;
    }

    void become(AddonState newState, String why) {
        state = newState;
        reason = why;
    }

    byte[] jar() {
        return jar;
    }

    AddonLedger.Row toRow() {
        return new AddonLedger.Row(id, symbolicName, version, sha256, state, reason, installedAt);
    }
}
