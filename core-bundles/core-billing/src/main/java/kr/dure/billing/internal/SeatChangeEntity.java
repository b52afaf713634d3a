package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;

/** One entry of the ledger of registered seats (B1). */
@Entity
@Table(name = "seat_change")
class SeatChangeEntity {
    @Id
    private UUID id;

    @Column(name = "on_date")
    private LocalDate onDate;

    private long delta;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    /** Why the number of seats changes. */
    public enum Kind {
        SIGN_UP,
        ADDITION,
        REDUCTION
    }

    protected SeatChangeEntity() {}

    SeatChangeEntity(UUID id, LocalDate onDate, long delta, Kind kind, Instant recordedAt) {
        this.id = id;
        this.onDate = onDate;
        this.delta = delta;
        this.kind = kind;
        this.recordedAt = recordedAt;
    }

    SeatChange toSeatChange() {
        return new SeatChange(onDate, delta, kind == Kind.SIGN_UP, recordedAt);
    }
}
