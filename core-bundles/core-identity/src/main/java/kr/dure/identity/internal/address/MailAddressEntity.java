package kr.dure.identity.internal.address;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.address.MailAddress.Kind;

/** An address in one of the company's mail domains; the database lets no two of one domain be equal. */
@Entity
@Table(name = "mail_address")
class MailAddressEntity {
    @Id
    private UUID id;

    @Column(name = "local_part")
    private String localPart;

    private String domain;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Version
    private int version;

    protected MailAddressEntity() {}

    MailAddressEntity(
            UUID id, String localPart, String domain, Kind kind, String name, UUID accountId, Instant createdAt) {
        this.id = id;
        this.localPart = localPart;
        this.domain = domain;
        this.kind = kind;
        this.name = name;
        this.accountId = accountId;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String localPart() {
        return localPart;
    }

    String domain() {
        return domain;
    }

    Kind kind() {
        return kind;
    }

    int version() {
        return version;
    }

    void rename(String newName) {
        name = newName;
    }

    MailAddress toAddress(List<MailAddress.Receiver> receivers) {
        return new MailAddress(id, kind, localPart + "@" + domain, name, accountId, receivers);
    }
}
