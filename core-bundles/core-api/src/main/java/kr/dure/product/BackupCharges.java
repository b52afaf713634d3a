package kr.dure.product;

/**
 * What backups cost (B10): one per calendar year (Asia/Seoul) is free of charge, further ones have a price in the price
 * book. Implemented by core-billing, asked by whatever makes backups.
 */
public interface BackupCharges {
    /** What the current tenant's next backup would cost if it were ordered now. */
    Charge preview();

    /**
     * Counts a backup of the current tenant that is ordered now, in the surrounding transaction where there is one.
     *
     * @param key tells the order from the tenant's others, 1 to 200 characters; the same key again is the same order and
     *     gives the same answer
     * @return what it costs; it stands on the invoice of this month as line {@code backup}, also when it is free
     */
    Charge record(String key);

    /**
     * @param free whether it is the year's free one
     * @param won before VAT, 0 when free
     */
    record Charge(boolean free, long won) {}
}
