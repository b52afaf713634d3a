package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.web.Conflict;

@Entity
@Table(name = "sender_number")
class SenderNumberEntity {
    @Id
    private UUID id;

    /** Written by the database; read for the operator's list over all companies. */
    @Column(name = "tenant_id", insertable = false, updatable = false)
    private UUID tenantId;

    private String number;
    private String proof;

    @Enumerated(EnumType.STRING)
    private SenderNumber.State state;

    private String reason;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "valid_until")
    private LocalDate validUntil;

    @Version
    private int version;

    protected SenderNumberEntity() {}

    SenderNumberEntity(UUID id, String number) {
        this.id = id;
        this.number = number;
        this.state = SenderNumber.State.REJECTED;
    }

    UUID id() {
        return id;
    }

    /** Asks for approval: the first time, after a rejection, or when the approval ends within a month. */
    void request(UUID tenant, String newProof, Instant now) {
        boolean ending = state == SenderNumber.State.APPROVED
                && validUntil != null
                && validUntil.isBefore(day(now).plusDays(30));
        if (state != SenderNumber.State.REJECTED && !ending) {
            throw new Conflict("이미 등록한 발신번호입니다.", "This sender number is registered already.");
        }
        tenantId = tenant;
        state = SenderNumber.State.REQUESTED;
        proof = newProof;
        reason = null;
        requestedAt = now;
        decidedAt = null;
    }

    /** @param until the last day on which it may be used */
    void approve(LocalDate until, Instant now) {
        decide(SenderNumber.State.APPROVED, null, now);
        validUntil = until;
    }

    void reject(String why, Instant now) {
        decide(SenderNumber.State.REJECTED, why, now);
    }

    /** A decision repeated has no effect; an approved number can still be rejected, when its proof turns out false. */
    private void decide(SenderNumber.State decision, String why, Instant now) {
        if (state == decision) {
            return;
        }
        if (state == SenderNumber.State.REJECTED) {
            throw new Conflict(
                    "반려한 발신번호입니다. 회사가 다시 신청해야 합니다.", "This sender number was rejected. The company has to ask again.");
        }
        state = decision;
        reason = why;
        decidedAt = now;
    }

    SenderNumber toSenderNumber(Instant now) {
        boolean expired = state == SenderNumber.State.APPROVED && validUntil != null && validUntil.isBefore(day(now));
        return new SenderNumber(
                id,
                tenantId,
                number,
                proof,
                expired ? SenderNumber.State.EXPIRED : state,
                reason,
                requestedAt,
                decidedAt,
                validUntil);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, AdRules.SEOUL);
    }
}
