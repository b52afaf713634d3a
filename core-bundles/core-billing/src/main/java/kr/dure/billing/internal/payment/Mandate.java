package kr.dure.billing.internal.payment;

import java.time.Instant;

/**
 * A company's consent to auto-debit (출금동의).
 *
 * @param bankCode three digits, of the bank
 * @param account the end of the account number; the whole is never shown
 * @param holder the account holder's name
 * @param agreedBy login id
 */
public record Mandate(String bankCode, String account, String holder, Instant agreedAt, String agreedBy, int version) {
    /**
     * A consent as it comes in.
     *
     * @param account digits, hyphens are ignored
     * @param holderNumber the holder's business number, or date of birth in six digits
     */
    public record Request(String bankCode, String account, String holder, String holderNumber) {}
}
