package kr.dure.identity.internal.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;

/** A row of the platform's list of tenants. */
@Entity
@Table(schema = "platform", name = "tenant")
class TenantEntity {
    @Id
    private UUID id;

    private String name;

    /** The primary host. */
    private String host;

    @Enumerated(EnumType.STRING)
    private TenantState state;

    private boolean operator;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "state_since")
    private Instant stateSince;

    @Column(name = "state_reason")
    private String stateReason;

    /** Only of a closed tenant. */
    @Column(name = "delete_on")
    private LocalDate deleteOn;

    protected TenantEntity() {}

    TenantEntity(Tenant tenant, Instant openedAt) {
        this.id = tenant.id();
        this.name = tenant.name();
        this.host = tenant.host();
        this.state = tenant.state();
        this.operator = tenant.operator();
        this.openedAt = openedAt;
        this.stateSince = openedAt;
    }

    UUID id() {
        return id;
    }

    String host() {
        return host;
    }

    TenantState state() {
        return state;
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant stateSince() {
        return stateSince;
    }

    String stateReason() {
        return stateReason;
    }

    LocalDate deleteOn() {
        return deleteOn;
    }

    void moveTo(String newHost) {
        host = newHost;
    }

    /** @param deletion the day its data goes; given for CLOSED only */
    void become(TenantState newState, String reason, LocalDate deletion, Instant at) {
        state = newState;
        stateReason = reason;
        stateSince = at;
        deleteOn = deletion;
    }

    Tenant toTenant() {
        return new Tenant(id, name, host, state, operator);
    }
}
