package kr.dure.billing.internal.quote;

import kr.dure.billing.internal.EstimateRequest;

/**
 * What a quote is asked for (B9).
 *
 * @param estimate the services as in an estimate; its month is that of the quote, its seat price that of the price book,
 *     and nothing changes inside the month
 * @param payment {@code monthly} or {@code prepaid}; prepaid needs a term
 * @param validDays how long it is valid, 1 to 90; 30 where it is left out
 * @param note for the paper, at most 500 characters, or null
 */
public record QuoteRequest(
        Customer customer, EstimateRequest estimate, String payment, Integer validDays, String note) {
    /**
     * For whom it is.
     *
     * @param businessNumber may be absent
     * @param contact the person's name
     */
    public record Customer(
            String company,
            String businessNumber,
            String department,
            String contact,
            String email,
            String phone,
            String fax) {}
}
