package kr.dure.identity;

/** What one more account costs (rule B1). Implemented by core-billing, asked by core-identity. */
public interface SeatPolicy {
    /**
     * Called in the transaction that adds an account to the current tenant.
     *
     * @param accounts how many accounts there will be with the new one
     * @param confirmed whether the caller agreed to pay for a further seat
     * @throws kr.dure.web.Problem a 409 {@code seat-charge} with the invoice lines, when a further seat would be charged
     *     and {@code confirmed} is false
     */
    void admit(int accounts, boolean confirmed);
}
