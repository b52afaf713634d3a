package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides what a month costs. Numbers are 0 or more, dates lie inside the month.
 *
 * @param month the usage month
 * @param groupware the stretches on which groupware is active, in order and without overlap; empty = not subscribed
 * @param accounts accounts of products charged per account, groupware apart (B7)
 * @param domains for each extra domain the days of the month it is there (B4)
 * @param uses metered uses by what is priced: a product, or a meter with a price of its own ({@code sms.lms}) (B5)
 * @param term contract years, 0 to 3 (B2)
 * @param autoDebit whether payment is by auto-debit (B3)
 * @param overdue whether something is unpaid when the month closes, which cancels the auto-debit discount (B3)
 */
public record PriceQuestion(
        YearMonth month,
        List<Seats> groupware,
        List<Accounts> accounts,
        List<Days> domains,
        Map<String, Long> uses,
        int term,
        boolean autoDebit,
        boolean overdue) {
    public PriceQuestion {
        groupware = List.copyOf(groupware);
        accounts = List.copyOf(accounts);
        domains = List.copyOf(domains);
        uses = Map.copyOf(uses);
    }

    /**
     * Registered seats on one stretch of days (B1).
     *
     * @param days the stretch
     * @param seats registered seats on its first day, before additions and reductions of that day
     * @param additions seats added; each is charged from its day to the end of the stretch
     * @param reductions seats taken away by the service centre; each is credited from its day to the end of the stretch
     */
    public record Seats(Days days, long seats, List<Change> additions, List<Change> reductions) {
        public Seats {
            additions = List.copyOf(additions);
            reductions = List.copyOf(reductions);
        }
    }

    /**
     * A change of the registered seats.
     *
     * @param date the first day it holds
     * @param seats how many, 0 or more
     */
    public record Change(LocalDate date, long seats) {}

    /**
     * Accounts of one product on the same days.
     *
     * @param product the product's id
     * @param quantity how many accounts
     * @param days when they are there
     */
    public record Accounts(String product, long quantity, Days days) {}
}
