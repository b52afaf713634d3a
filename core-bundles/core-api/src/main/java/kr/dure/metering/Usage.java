package kr.dure.metering;

import java.time.Instant;
import java.util.Objects;

/**
 * A counted use.
 *
 * @param meter the meter's name, e.g. {@code sms}
 * @param quantity how many, 1 or more
 * @param key makes the use unique inside (tenant, meter): the same key counts once
 * @param at when it happened; decides the month (Asia/Seoul)
 */
public record Usage(String meter, long quantity, String key, Instant at) {
    public Usage {
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be 1 or more: " + quantity);
        }
    }
}
