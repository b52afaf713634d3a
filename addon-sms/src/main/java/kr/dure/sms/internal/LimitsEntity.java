package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

@Entity
@Table(name = "sending_limits")
class LimitsEntity {
    @Id
    private UUID id;

    @Column(name = "per_day")
    private Integer perDay;

    @Column(name = "approval_above")
    private Integer approvalAbove;

    @Version
    private int version;

    protected LimitsEntity() {}

    LimitsEntity(UUID id) {
        this.id = id;
    }

    void set(SendingLimits limits) {
        perDay = limits.perDay();
        approvalAbove = limits.approvalAbove();
    }

    SendingLimits toLimits() {
        return new SendingLimits(perDay, approvalAbove);
    }
}
