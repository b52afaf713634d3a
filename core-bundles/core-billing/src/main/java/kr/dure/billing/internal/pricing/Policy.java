package kr.dure.billing.internal.pricing;

import java.util.Arrays;
import java.util.Optional;

/** The decisions of the price book that are no prices; each has values by date as prices have. */
public enum Policy {
    /** A {@link Rounding}. */
    ROUNDING("rounding", "FLOOR", 0, 0),
    /** B2: percent off the seat lines under a contract of a year. */
    TERM_1("term-discount-1", "5", 0, 100),
    TERM_2("term-discount-2", "10", 0, 100),
    TERM_3("term-discount-3", "15", 0, 100),
    /** B3: percent off the whole invoice. */
    AUTO_DEBIT("auto-debit-discount", "1", 0, 100),
    /** Percent of what is unpaid, once. */
    LATE_FEE("late-fee", "2", 0, 100),
    /** Whole months for which a product that is charged per account stays on at least. */
    MINIMUM_TERM("minimum-term", "0", 0, 36),
    /** B11: gigabytes per groupware seat. */
    SEAT_QUOTA("quota-seat", "10", 0, 100_000),
    /** B11: gigabytes per account of a product bought alone. */
    ACCOUNT_QUOTA("quota-account", "1", 0, 100_000);

    private final String id;
    private final String fallback;
    private final long min;
    private final long max;

    Policy(String id, String fallback, long min, long max) {
        this.id = id;
        this.fallback = fallback;
        this.min = min;
        this.max = max;
    }

    /** Its name in the price book. */
    public String id() {
        return id;
    }

    /** What holds before its first entry. */
    String fallback() {
        return fallback;
    }

    /** What a value must be, in a few words. */
    public String allowed() {
        return this == ROUNDING ? Arrays.toString(Rounding.values()) : min + "–" + max;
    }

    /** Whether it can have this value. */
    public boolean allows(String value) {
        if (value == null) {
            return false;
        }
        if (this == ROUNDING) {
            return Arrays.stream(Rounding.values())
                    .anyMatch(known -> known.name().equals(value));
        }
        return value.matches("[0-9]{1,9}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max;
    }

    /** The policy of this name, or empty. */
    public static Optional<Policy> find(String id) {
        return Arrays.stream(values()).filter(policy -> policy.id.equals(id)).findFirst();
    }

    /** B2's policy for a contract of {@code term} years, 1 to 3. */
    static Policy termDiscount(int term) {
        return switch (term) {
            case 1 -> TERM_1;
            case 2 -> TERM_2;
            case 3 -> TERM_3;
            default -> throw new IllegalArgumentException("A term of " + term + " years.");
        };
    }
}
