package kr.dure.billing.internal.pricing;

/** How a fraction of a won becomes whole won. */
public enum Rounding {
    /** Cut off: the decision of the platform. */
    FLOOR,
    /** Half a won and more is a won. */
    HALF_UP;

    /** {@code numerator / denominator}; the numerator is 0 or more, the denominator 1 or more. */
    long divide(long numerator, long denominator) {
        return switch (this) {
            case FLOOR -> numerator / denominator;
            case HALF_UP -> Math.addExact(numerator, denominator / 2) / denominator;
        };
    }
}
