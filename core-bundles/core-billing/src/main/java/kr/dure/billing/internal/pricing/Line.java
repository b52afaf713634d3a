package kr.dure.billing.internal.pricing;

import java.util.Locale;
import kr.dure.product.Text;

/**
 * One line of an estimate or invoice. The amount's size is {@code quantity × unitPrice × days / ofDays}, floored; only
 * the amount of a credit or discount is negative, never its quantity or unit price.
 *
 * @param code {@code seat}, {@code seat-addition}, {@code seat-reduction}, {@code term-discount}, {@code domain},
 *     {@code sms}, {@code hr}, {@code sales}, {@code inventory}, {@code auto-debit-discount}, or a product's id
 * @param description for people
 * @param quantity how many
 * @param unitPrice won per month or use
 * @param days how many days are charged; all days of the month for what is not charged by day
 * @param ofDays days of the month
 * @param amount won before VAT
 */
public record Line(String code, Text description, long quantity, long unitPrice, int days, int ofDays, long amount) {
    /** The line as the API shows it. */
    public View in(Locale locale) {
        return new View(code, description.in(locale), quantity, unitPrice, days, ofDays, amount);
    }

    /** A line in one language. */
    public record View(
            String code, String description, long quantity, long unitPrice, int days, int ofDays, long amount) {}
}
