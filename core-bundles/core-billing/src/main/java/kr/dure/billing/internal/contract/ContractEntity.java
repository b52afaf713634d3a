package kr.dure.billing.internal.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A term contract of the tenant; no two are in force on one day. */
@Entity
@Table(name = "contract")
class ContractEntity {
    @Id
    private UUID id;

    private int term;

    @Column(name = "starts_on")
    private LocalDate startsOn;

    @Column(name = "ends_on")
    private LocalDate endsOn;

    @Column(name = "terminated_on")
    private LocalDate terminatedOn;

    private String payment;
    private long prepayment;

    @Column(name = "agreed_at")
    private Instant agreedAt;

    @Version
    private int version;

    protected ContractEntity() {}

    ContractEntity(UUID id, int term, LocalDate startsOn, String payment, long prepayment, Instant agreedAt) {
        this.id = id;
        this.term = term;
        this.startsOn = startsOn;
        this.endsOn = startsOn.plusYears(term).minusDays(1);
        this.payment = payment;
        this.prepayment = prepayment;
        this.agreedAt = agreedAt;
    }

    UUID id() {
        return id;
    }

    LocalDate startsOn() {
        return startsOn;
    }

    LocalDate endsOn() {
        return endsOn;
    }

    /** The last day on which it is in force. */
    LocalDate lastDay() {
        return terminatedOn == null ? endsOn : terminatedOn;
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(startsOn) && !day.isAfter(lastDay());
    }

    /** Whether its term was charged ahead. */
    boolean prepaid() {
        return prepayment > 0;
    }

    boolean terminated() {
        return terminatedOn != null;
    }

    /** Ends it before its time. */
    void terminate(LocalDate lastDay) {
        terminatedOn = lastDay;
    }

    /** It runs to its end after all. */
    void goOn() {
        terminatedOn = null;
    }

    Contract toContract(long balance) {
        return new Contract(id, term, startsOn, endsOn, terminatedOn, payment, prepayment, balance, version);
    }
}
