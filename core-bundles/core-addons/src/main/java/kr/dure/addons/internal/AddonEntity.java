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
import java.util.Set;

/** One installed add-on with its jar, and the jar before it. */
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

    private String rights;
    private String baseline;
    private String signer;

    @Column(name = "previous_version")
    private String previousVersion;

    @Column(name = "previous_sha256")
    private String previousSha256;

    @Basic(fetch = FetchType.LAZY)
    @Column(name = "previous_jar")
    private byte[] previousJar;

    @Column(name = "previous_rights")
    private String previousRights;

    @Column(name = "previous_signer")
    private String previousSigner;

    protected AddonEntity() {}

    AddonEntity(String id) {
        this.id = id;
    }

    void hold(AddonJar addon, String newSigner, Instant now) {
        if (jar == null) {
            baseline = lines(addon.declaration().rights());
        } else if (!addon.sha256().equals(sha256)) {
            previousVersion = version;
            previousSha256 = sha256;
            previousJar = jar;
            previousRights = rights;
            previousSigner = signer;
        }
        symbolicName = addon.symbolicName();
        version = addon.version();
        sha256 = addon.sha256();
        jar = addon.bytes();
        rights = lines(addon.declaration().rights());
        signer = newSigner;
        installedAt = now;
    }

    /** What is held now becomes forgotten: its version before is held again, and there is none before that. */
    void holdPrevious(Instant now) {
        version = previousVersion;
        sha256 = previousSha256;
        jar = previousJar;
        rights = previousRights;
        signer = previousSigner;
        previousVersion = null;
        previousSha256 = null;
        previousJar = null;
        previousRights = null;
        previousSigner = null;
        installedAt = now;
    }

    private static String lines(Set<String> rights) {
        return String.join("\n", rights);
    }

    void become(AddonState newState, String why) {
        state = newState;
        reason = why;
    }

    byte[] jar() {
        return jar;
    }

    byte[] previousJar() {
        return previousJar;
    }

    AddonLedger.Row toRow() {
        return new AddonLedger.Row(
                id,
                symbolicName,
                version,
                sha256,
                state,
                reason,
                installedAt,
                AddonLedger.set(rights),
                AddonLedger.set(baseline),
                signer,
                previousVersion,
                previousSha256);
    }
}
