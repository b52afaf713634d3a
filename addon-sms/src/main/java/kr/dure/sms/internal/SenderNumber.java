package kr.dure.sms.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A number a company sends from (발신번호).
 *
 * @param tenantId whose number it is
 * @param number digits in domestic form
 * @param proof what shows that the number is the company's, as the company stated it; may be null
 * @param reason why it was rejected, otherwise null
 * @param decidedAt when the operator decided, null until then
 * @param validUntil the last day on which it may be used; null: no end
 */
public record SenderNumber(
        UUID id,
        UUID tenantId,
        String number,
        String proof,
        State state,
        String reason,
        Instant requestedAt,
        Instant decidedAt,
        LocalDate validUntil) {
    /** Whether the number may be used. */
    public enum State {
        REQUESTED,
        APPROVED,
        /** Its approval has ended; the company asks again. */
        EXPIRED,
        REJECTED
    }
}
