package kr.dure.identity.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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
    private String host;

    @Enumerated(EnumType.STRING)
    private TenantState state;

    private boolean operator;

    @Column(name = "opened_at")
    private Instant openedAt;

    protected TenantEntity() {}

    TenantEntity(Tenant tenant, Instant openedAt) {
        this.id = tenant.id();
        this.name = tenant.name();
        this.host = tenant.host();
        this.state = tenant.state();
        this.operator = tenant.operator();
        this.openedAt = openedAt;
    }

    void moveTo(String newHost) {
        host = newHost;
    }

    Tenant toTenant() {
        return new Tenant(id, name, host, state, operator);
    }
}
