package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;

/** A product that is or was on for the tenant; at most one per product is open. */
@Entity
@Table(name = "entitlement")
class EntitlementEntity {
    @Id
    private UUID id;

    private String product;
    private long quantity;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Version
    private int version;

    protected EntitlementEntity() {}

    EntitlementEntity(UUID id, String product, long quantity, Instant startedAt) {
        this.id = id;
        this.product = product;
        this.quantity = quantity;
        this.startedAt = startedAt;
    }

    /** Ends it at {@code at}, though never before it began. */
    void end(Instant at) {
        endedAt = at.isBefore(startedAt) ? startedAt : at;
    }

    String product() {
        return product;
    }

    long quantity() {
        return quantity;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Null while it is on. */
    Instant endedAt() {
        return endedAt;
    }

    /** It began after the seats were lowered, with a number from before. */
    void lower(long by) {
        quantity = Math.max(0, quantity - by);
    }

    Entitled toEntitled() {
        return new Entitled(product, quantity, startedAt, endedAt);
    }
}
