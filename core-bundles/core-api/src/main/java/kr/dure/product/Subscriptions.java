package kr.dure.product;

import java.time.Instant;
import java.util.List;

/** The subscription of a tenant from sign-up to its end. Implemented by core-billing, called by core-identity. */
public interface Subscriptions {
    /** Checks an order before anything is written. The problems name the fields of the sign-up request. */
    void check(Order order);

    /** Opens the subscription of the current tenant in the surrounding transaction. */
    void open(Order order);

    /**
     * Ends all products of the current tenant in the surrounding transaction; the day of {@code at} (Asia/Seoul) is the
     * last one charged. Without effect on what has ended before.
     */
    void close(Instant at);

    /**
     * Switches on again, in the surrounding transaction, what {@link #close} ended.
     *
     * @param closedAt the instant given to it
     * @param at from when on
     */
    void reopen(Instant closedAt, Instant at);

    /**
     * What a company signs up for.
     *
     * @param products product ids, at least one
     * @param seats registered seats, 1 to 100,000
     * @param term contract years, 0 to 3 (B2)
     * @param payment {@code monthly} or {@code prepaid}
     * @param autoDebit whether it pays by auto-debit (B3)
     */
    record Order(List<String> products, int seats, int term, String payment, boolean autoDebit) {}
}
