package kr.dure.billing.internal.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.YearMonth;
import java.util.UUID;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement;

/** One entry of a contract's ledger: discounts given and returned, money paid ahead and used. */
@Entity
@Table(name = "contract_movement")
class ContractMovementEntity {
    @Id
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    private String month;

    @Enumerated(EnumType.STRING)
    private Movement.Kind kind;

    private long won;

    @Column(name = "document_id")
    private UUID documentId;

    protected ContractMovementEntity() {}

    UUID contractId() {
        return contractId;
    }

    Movement.Kind kind() {
        return kind;
    }

    boolean before(YearMonth other) {
        return YearMonth.parse(month).isBefore(other);
    }

    long won() {
        return won;
    }

    UUID documentId() {
        return documentId;
    }

    /** How it changes what is left of the money paid ahead. */
    long balance() {
        return switch (kind) {
            case PREPAYMENT -> won;
            case DRAW, REFUND -> -won;
            case DISCOUNT, RETURN -> 0;
        };
    }

    Contract.Entry toEntry() {
        return new Contract.Entry(YearMonth.parse(month), kind, won, documentId);
    }
}
