package kr.dure.billing.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A question about one month's price, as {@code POST /api/public/estimates} takes it. Every section but the month may
 * be absent.
 *
 * @param month the usage month
 * @param groupware null when not subscribed
 * @param seatPrice won per seat and month for asking "what if"; null for the price book's
 * @param term contract years 0 to 3 (B2)
 * @param autoDebit whether paid by auto-debit (B3)
 * @param overdue whether something is unpaid, which ends the 1 % of B3
 */
public record PriceQuestion(
        YearMonth month,
        Groupware groupware,
        Standalone standalone,
        Long seatPrice,
        Integer term,
        Boolean autoDebit,
        Boolean overdue,
        List<Domain> domains,
        Sms sms) {

    /**
     * @param seats registered seats on the first day charged
     * @param additions seats added inside the month (B1)
     * @param reductions seats given up inside the month by a service-centre order (B1)
     * @param from first day charged, null for the first of the month
     * @param to last day charged, null for the last of the month
     */
    public record Groupware(
            Integer seats, List<SeatChange> additions, List<SeatChange> reductions, LocalDate from, LocalDate to) {}

    /** @param seats how many, 1 or more */
    public record SeatChange(LocalDate date, Integer seats) {}

    /** Accounts of products bought alone (B7); null counts as 0. */
    public record Standalone(Integer hr, Integer sales, Integer inventory) {}

    /**
     * An extra domain (B4).
     *
     * @param addedOn the day applied for, may lie before the month
     * @param removedOn last day charged, or null while in use
     */
    public record Domain(LocalDate addedOn, LocalDate removedOn) {}

    /** @param sent messages accepted by the carrier (B5) */
    public record Sms(Long sent) {}
}
