package kr.dure.billing.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import kr.dure.product.AppDescription.Basis;

/**
 * An entry of the price book: what a product or meter costs, or what a policy says, from a day on.
 *
 * @param id a product, a meter or a policy
 * @param effectiveFrom its first day
 * @param basis what a price is per; null for a policy
 * @param won won before VAT; null for a policy
 * @param value a policy's value; null for a price
 * @param version of the price book; a later entry has a higher one
 * @param recordedBy login id of the operator, or null for what came with the platform or an app
 */
record PriceBookEntry(
        String id,
        LocalDate effectiveFrom,
        Basis basis,
        Long won,
        String value,
        long version,
        Instant recordedAt,
        String recordedBy) {
    /** By name, the newest first. */
    static final Comparator<PriceBookEntry> ORDER = Comparator.comparing(PriceBookEntry::id)
            .thenComparing(PriceBookEntry::effectiveFrom, Comparator.reverseOrder());

    /** What tells it from the others. */
    String key() {
        return id + "@" + effectiveFrom;
    }

    /** The first month charged by it: a month is charged by the price book of its first day. */
    YearMonth chargedFrom() {
        YearMonth month = YearMonth.from(effectiveFrom);
        return effectiveFrom.getDayOfMonth() == 1 ? month : month.plusMonths(1);
    }

    View view() {
        return new View(id, effectiveFrom, chargedFrom(), basis, won, value, version, recordedAt, recordedBy);
    }

    /** An entry as the API shows it. */
    public record View(
            String id,
            LocalDate effectiveFrom,
            YearMonth chargedFrom,
            Basis basis,
            Long won,
            String value,
            long version,
            Instant recordedAt,
            String recordedBy) {}
}
