package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/** The price decisions that no entry of the price book changes, each under one name. */
public final class PricePolicy {
    /** Where a day and a month begin. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    public static final String GROUPWARE = "groupware";
    public static final String MULTIDOMAIN = "multidomain";
    public static final String SMS = "sms";
    public static final String ATTENDANCE_SYNC = "attendance-sync";

    /** A backup that is charged (B10). */
    public static final String BACKUP = "backup";

    /** The year's free backup (B10). */
    public static final String FREE_BACKUP = "backup.free";

    /** Free on the days on which groupware is active (B7). */
    public static final List<String> FREE_WITH_GROUPWARE = List.of("hr", "sales", "inventory");

    /** The longest term contract in years (B2). */
    public static final int MAX_TERM = 3;

    private static final int VAT_PERCENT = 10;
    private static final int DAYS_TO_PAY = 14;

    private PricePolicy() {}

    /** B8: floored, whatever the price book rounds; of a credit its magnitude. */
    public static long vat(long supply) {
        return Math.multiplyExact(supply, VAT_PERCENT) / 100;
    }

    /** The invoice of a usage month is due at the end of the month after it, but never sooner than in two weeks. */
    public static LocalDate due(YearMonth month, LocalDate issuedOn) {
        LocalDate regular = month.plusMonths(1).atEndOfMonth();
        LocalDate soonest = issuedOn.plusDays(DAYS_TO_PAY);
        return soonest.isAfter(regular) ? soonest : regular;
    }
}
