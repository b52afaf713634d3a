package kr.dure.product;

import java.util.List;

/** Opens the subscription of a new tenant. Implemented by core-billing, called by core-identity at sign-up. */
public interface Subscriptions {
    /** Checks an order before anything is written. The problems name the fields of the sign-up request. */
    void check(Order order);

    /** Opens the subscription of the current tenant in the surrounding transaction. */
    void open(Order order);

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
