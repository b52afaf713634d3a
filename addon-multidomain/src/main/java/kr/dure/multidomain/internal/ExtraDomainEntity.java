package kr.dure.multidomain.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.UUID;

@Entity
@Table(name = "extra_domain")
class ExtraDomainEntity {
    @Id
    private UUID id;

    private String host;

    @Column(name = "mail_domain")
    private String mailDomain;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_on")
    private LocalDate requestedOn;

    @Column(name = "removed_by")
    private String removedBy;

    @Column(name = "removed_on")
    private LocalDate removedOn;

    @Version
    private int version;

    protected ExtraDomainEntity() {}

    ExtraDomainEntity(UUID id, String host, String mailDomain, String requestedBy, LocalDate requestedOn) {
        this.id = id;
        this.host = host;
        this.mailDomain = mailDomain;
        this.requestedBy = requestedBy;
        this.requestedOn = requestedOn;
    }

    String host() {
        return host;
    }

    boolean removed() {
        return removedOn != null;
    }

    /** @param last its last day, charged too; never before its first */
    void remove(String by, LocalDate last) {
        removedBy = by;
        removedOn = last.isBefore(requestedOn) ? requestedOn : last;
    }

    ExtraDomain toExtraDomain() {
        return new ExtraDomain(id, host, mailDomain, requestedBy, requestedOn, removedBy, removedOn);
    }
}
