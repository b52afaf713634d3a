package kr.dure.metering;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A counted use.
 *
 * @param meter the meter's name, e.g. {@code sms}
 * @param quantity how many, 1 or more
 * @param key makes the use unique inside (tenant, meter): the same key counts once
 * @param at when it happened; decides the month (Asia/Seoul)
 * @param account whose use it was, or null when it was nobody's
 */
public record Usage(String meter, long quantity, String key, Instant at, UUID account) {
    public Usage {
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be 1 or more: " + quantity);
        }
    }

    /** A use that is nobody's. */
    public Usage(String meter, long quantity, String key, Instant at) {
        this(meter, quantity, key, at, null);
    }
}
