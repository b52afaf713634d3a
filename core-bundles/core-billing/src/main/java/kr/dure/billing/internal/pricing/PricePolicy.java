package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The price decisions, each under one name. Amounts are won, 0 or more, and every result is floored. */
public final class PricePolicy {
    /** Where a day and a month begin. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    public static final String GROUPWARE = "groupware";
    public static final String MULTIDOMAIN = "multidomain";
    public static final String SMS = "sms";
    public static final String ATTENDANCE_SYNC = "attendance-sync";

    /** Free on the days on which groupware is active (B7). */
    public static final List<String> FREE_WITH_GROUPWARE = List.of("hr", "sales", "inventory");

    /** The longest term contract in years (B2). */
    public static final int MAX_TERM = 3;

    private static final int PERCENT_PER_YEAR = 5;
    private static final int AUTO_DEBIT_PERCENT = 1;
    private static final int VAT_PERCENT = 10;
    private static final int DAYS_TO_PAY = 14;

    /** B11: bytes for each registered seat of groupware. */
    public static final long STORAGE_PER_SEAT = 10L << 30;

    /** B11: bytes for each account of a product bought alone. */
    public static final long STORAGE_PER_ACCOUNT = 1L << 30;

    private PricePolicy() {}

    /** B11, with groupware. */
    public static long seatStorage(long seats) {
        return Math.multiplyExact(seats, STORAGE_PER_SEAT);
    }

    /**
     * B11, without groupware: for each product that is charged by account; one that is charged otherwise, such as text
     * messages, brings nothing beside another.
     *
     * @param products what is switched on
     */
    public static long accountStorage(Set<String> products, long accounts) {
        long byAccount = FREE_WITH_GROUPWARE.stream().filter(products::contains).count();
        long counted = products.isEmpty() ? 0 : Math.max(1, byAccount);
        return Math.multiplyExact(counted * accounts, STORAGE_PER_ACCOUNT);
    }

    /** B2: percent off the seat lines for a contract of {@code term} years, 0 to 3. */
    public static int termPercent(int term) {
        return term * PERCENT_PER_YEAR;
    }

    static long termDiscount(long seats, int term) {
        return percent(seats, termPercent(term));
    }

    /** B3: taken on the invoice itself, before VAT. */
    static long autoDebitDiscount(long sum) {
        return percent(sum, AUTO_DEBIT_PERCENT);
    }

    /** B8. */
    static long vat(long supply) {
        return percent(supply, VAT_PERCENT);
    }

    /** The invoice of a usage month is due at the end of the month after it, but never sooner than in two weeks. */
    public static LocalDate due(YearMonth month, LocalDate issuedOn) {
        LocalDate regular = month.plusMonths(1).atEndOfMonth();
        LocalDate soonest = issuedOn.plusDays(DAYS_TO_PAY);
        return soonest.isAfter(regular) ? soonest : regular;
    }

    private static long percent(long won, int percent) {
        return Math.multiplyExact(won, percent) / 100;
    }
}
