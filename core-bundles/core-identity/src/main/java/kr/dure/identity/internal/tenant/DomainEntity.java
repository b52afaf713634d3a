package kr.dure.identity.internal.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;

/** A host of a tenant with its mail domain. */
@Entity
@Table(name = "domain")
class DomainEntity {
    @Id
    private UUID id;

    private String host;

    @Column(name = "mail_domain")
    private String mailDomain;

    @Enumerated(EnumType.STRING)
    private DomainState state;

    private boolean shared;

    /** What the TXT record must say. */
    private String token;

    @Column(name = "requested_on")
    private LocalDate requestedOn;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "checked_at")
    private Instant checkedAt;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "removed_at")
    private Instant removedAt;

    @Column(name = "mail_here_at")
    private Instant mailHereAt;

    /** As {@link Findings} writes it. */
    private String findings;

    @Version
    private int version;

    protected DomainEntity() {}

    /** A domain of the tenant's own, to be proven. */
    static DomainEntity own(UUID id, String host, String mailDomain, String token, LocalDate today, Instant now) {
        DomainEntity domain = new DomainEntity();
        domain.id = id;
        domain.host = host;
        domain.mailDomain = mailDomain;
        domain.state = DomainState.REQUESTED;
        domain.token = token;
        domain.requestedOn = today;
        domain.requestedAt = now;
        domain.findings = "";
        return domain;
    }

    /** A name under the shared domain: open at once. */
    static DomainEntity shared(UUID id, String host, LocalDate today, Instant now) {
        DomainEntity domain = own(id, host, host, "", today, now);
        domain.shared = true;
        domain.state = DomainState.OPEN;
        domain.openedAt = now;
        domain.mailHereAt = now;
        return domain;
    }

    UUID id() {
        return id;
    }

    String host() {
        return host;
    }

    String mailDomain() {
        return mailDomain;
    }

    DomainState state() {
        return state;
    }

    boolean shared() {
        return shared;
    }

    String token() {
        return token;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Instant checkedAt() {
        return checkedAt;
    }

    Instant mailHereAt() {
        return mailHereAt;
    }

    Findings findings() {
        return Findings.read(findings);
    }

    /** Notes what a check saw; the state only ever goes forward. */
    void checked(Findings seen, Instant at) {
        findings = seen.write();
        checkedAt = at;
        if (state == DomainState.REQUESTED && seen.proven()) {
            state = DomainState.AWAITING_DNS;
        }
        if (state == DomainState.AWAITING_DNS && seen.ready()) {
            state = DomainState.OPEN;
            openedAt = at;
            if (seen.mailHere()) {
                mailHereAt = at;
            }
        }
    }

    /** The company's mail comes here from now on (S4). */
    void moveMail(Instant at) {
        mailHereAt = at;
    }

    void remove(Instant at) {
        removedAt = at;
    }

    Domain toDomain(boolean primary, DnsNeeds needs) {
        return new Domain(
                id,
                host,
                mailDomain,
                state,
                shared,
                primary,
                requestedOn,
                shared ? List.of() : needs.records(this),
                checkedAt,
                openedAt,
                mailHereAt);
    }
}
