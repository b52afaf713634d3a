package kr.dure.billing.internal.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import kr.dure.product.Text;

/**
 * What a company asked the service centre to change (S5).
 *
 * @param product of SUBSCRIBE and UNSUBSCRIBE, otherwise null
 * @param seats how many fewer, of SEAT_REDUCTION, otherwise null
 * @param wishedOn the day the company would like, or null
 * @param note the company's own words, or null
 * @param effectiveOn the day (Asia/Seoul) from which on it holds; null until the service centre has said so
 * @param reason why it was refused or failed, otherwise null
 * @param requestedBy login id
 * @param version for {@code ETag}
 */
public record ServiceRequest(
        UUID id,
        Kind kind,
        String product,
        Long seats,
        LocalDate wishedOn,
        String note,
        State state,
        LocalDate effectiveOn,
        Text reason,
        String requestedBy,
        Instant requestedAt,
        Instant stateSince,
        int version) {
    /** What is to change. */
    public enum Kind {
        /** Fewer registered seats (B1). */
        SEAT_REDUCTION,
        SUBSCRIBE,
        UNSUBSCRIBE
    }

    /** How far it is. */
    public enum State {
        REQUESTED,
        /** It will be carried out at 00:00 of its effective day. */
        SCHEDULED,
        APPLIED,
        /** It could not be carried out on its day. */
        FAILED,
        REFUSED,
        WITHDRAWN;

        boolean open() {
            return this == REQUESTED || this == SCHEDULED;
        }
    }

    View in(Locale locale) {
        return new View(
                id,
                kind,
                product,
                seats,
                wishedOn,
                note,
                state,
                effectiveOn,
                reason == null ? null : reason.in(locale),
                requestedBy,
                requestedAt,
                stateSince);
    }

    /** A request in one language. */
    public record View(
            UUID id,
            Kind kind,
            String product,
            Long seats,
            LocalDate wishedOn,
            String note,
            State state,
            LocalDate effectiveOn,
            String reason,
            String requestedBy,
            Instant requestedAt,
            Instant stateSince) {}
}
