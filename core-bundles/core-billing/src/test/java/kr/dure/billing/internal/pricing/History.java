package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** What happened to a company, as somebody writes it down who knows nothing of how it is priced. */
public record History(
        YearMonth month,
        Map<String, Long> prices,
        List<SeatEvent> seats,
        List<OnOff> products,
        List<Hold> domains,
        List<Use> uses,
        List<Term> terms,
        List<LateUse> late,
        boolean autoDebit,
        boolean overdue,
        long unpaid) {
    /** So many more or fewer seats; {@code minute} of the day only tells the order. */
    public record SeatEvent(LocalDate day, int minute, long delta, boolean signUp) {}

    /** A product from a minute of a day to a minute of another; {@code last} is null while it is on. */
    public record OnOff(String product, long seatsThen, LocalDate first, int minute, LocalDate last, int lastMinute) {}

    /** A domain from a day to another; {@code last} is null while it is there. */
    public record Hold(String key, LocalDate first, LocalDate last) {}

    /** Uses of a meter on a day. */
    public record Use(LocalDate day, String meter, long quantity) {}

    /** A contract from a day to another, and what earlier months left of it. */
    public record Term(
            String id,
            int years,
            LocalDate first,
            LocalDate last,
            long prepayment,
            long balance,
            boolean broken,
            long received) {}

    /** Uses of an earlier month that nobody had known of. */
    public record LateUse(YearMonth month, String meter, long quantity, long price) {}
}
