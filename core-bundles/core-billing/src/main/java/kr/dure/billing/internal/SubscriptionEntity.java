package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.product.Subscriptions.Order;

/** What the tenant agreed to when it signed up; one per tenant. */
@Entity
@Table(name = "subscription")
class SubscriptionEntity {
    @Id
    private UUID id;

    @Column(name = "registered_on")
    private LocalDate registeredOn;

    private int term;
    private String payment;

    @Column(name = "auto_debit")
    private boolean autoDebit;

    @Version
    private int version;

    protected SubscriptionEntity() {}

    SubscriptionEntity(UUID id, LocalDate registeredOn, Order order) {
        this.id = id;
        this.registeredOn = registeredOn;
        this.term = order.term();
        this.payment = order.payment();
        this.autoDebit = order.autoDebit();
    }
}
