package kr.dure.metering;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A thing that is charged by the day for as long as a tenant has it, e.g. an extra domain (B4).
 *
 * @param meter the product whose price per item and month applies, e.g. {@code multidomain}
 * @param key tells it from the tenant's other things of this meter; the same key again is the same thing, of which no day
 *     is charged twice however often it is given back and taken again
 * @param from its first day (Asia/Seoul), charged in full
 */
public record Holding(String meter, String key, LocalDate from) {
    public Holding {
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(from, "from");
    }
}
