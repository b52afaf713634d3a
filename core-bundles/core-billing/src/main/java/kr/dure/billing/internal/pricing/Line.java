package kr.dure.billing.internal.pricing;

import java.util.Locale;
import kr.dure.product.Text;

/**
 * One line of an estimate or invoice. The amount's size is {@code quantity × unitPrice × days / ofDays}, floored; only
 * the amount of a credit or discount is negative, never its quantity or unit price.
 *
 * @param code {@code seat}, {@code seat-addition}, {@code seat-reduction}, {@code term-discount}, {@code domain},
 *     {@code sms}, {@code hr}, {@code sales}, {@code inventory}, {@code auto-debit-discount}, on invoices also
 *     {@code prepaid}, {@code term-return}, {@code adjustment}, {@code backup} and {@code late-fee}, or a product's id
 * @param description for people
 * @param quantity how many
 * @param unitPrice won per month or use
 * @param days how many days are charged; all days of the month for what is not charged by day
 * @param ofDays days of the month
 * @param amount won before VAT; VAT is none of a late fee
 * @param rule the rule it follows: {@code B1} to {@code B11}, {@code late-fee}, or {@code price-book} for a product
 *     that no rule names
 * @param priceBook the version of the entry of the price book that its price or percentage comes from; null when it
 *     comes from none, as a price that was only asked about
 * @param explanation how the amount comes about, in a sentence
 */
public record Line(
        String code,
        Text description,
        long quantity,
        long unitPrice,
        int days,
        int ofDays,
        long amount,
        String rule,
        Long priceBook,
        Text explanation) {
    /** The same line, explained by other words. */
    public Line explained(Text sentence) {
        return new Line(code, description, quantity, unitPrice, days, ofDays, amount, rule, priceBook, sentence);
    }

    /** The line as the API shows it. */
    public View in(Locale locale) {
        return new View(
                code,
                description.in(locale),
                quantity,
                unitPrice,
                days,
                ofDays,
                amount,
                rule,
                priceBook,
                explanation.in(locale));
    }

    /** A line in one language. */
    public record View(
            String code,
            String description,
            long quantity,
            long unitPrice,
            int days,
            int ofDays,
            long amount,
            String rule,
            Long priceBook,
            String explanation) {}
}
