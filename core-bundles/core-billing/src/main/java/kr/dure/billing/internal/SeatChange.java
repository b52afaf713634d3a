package kr.dure.billing.internal;

import java.time.LocalDate;

/**
 * A change of the registered seats.
 *
 * @param delta seats, negative for a reduction
 */
record SeatChange(LocalDate on, int delta, Kind kind) {
    enum Kind {
        SIGN_UP,
        ADDITION,
        REDUCTION
    }
}
