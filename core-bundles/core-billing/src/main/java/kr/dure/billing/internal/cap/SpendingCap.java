package kr.dure.billing.internal.cap;

/**
 * What a company allows to be spent.
 *
 * @param meter a meter, or a product for all of its meters
 * @param won per month, before VAT and discounts
 * @param hard whether what would cost more is refused; otherwise it is only told
 * @param spent won in the running month
 * @param version for {@code ETag}
 */
public record SpendingCap(String meter, long won, boolean hard, long spent, int version) {}
