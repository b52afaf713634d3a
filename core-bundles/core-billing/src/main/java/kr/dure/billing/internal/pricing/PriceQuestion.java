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
 * @param contracts the contracts that the stretches name, and those with something to settle in the month
 * @param accounts accounts of products charged per account, groupware apart (B7)
 * @param domains for each extra domain the days of the month it is there (B4)
 * @param uses metered uses by what is priced: a product, or a meter with a price of its own ({@code sms.lms}) (B5)
 * @param late uses of earlier months that came to light after their invoice
 * @param autoDebit whether payment is by auto-debit (B3)
 * @param overdue whether something is unpaid when the month closes, which cancels the auto-debit discount (B3)
 * @param lateFeeBase won, VAT included, on which the late fee is charged
 */
public record PriceQuestion(
        YearMonth month,
        List<Seats> groupware,
        List<Contract> contracts,
        List<Accounts> accounts,
        List<Days> domains,
        Map<String, Long> uses,
        List<Late> late,
        boolean autoDebit,
        boolean overdue,
        long lateFeeBase) {
    /** The contract of a question that is about no customer. */
    public static final String ASKED = "asked";

    public PriceQuestion {
        groupware = List.copyOf(groupware);
        contracts = List.copyOf(contracts);
        accounts = List.copyOf(accounts);
        domains = List.copyOf(domains);
        uses = Map.copyOf(uses);
        late = List.copyOf(late);
    }

    /**
     * A month of which every day is under one contract.
     *
     * @param term its years, 0 to 3; 0 = none
     */
    public static PriceQuestion of(
            YearMonth month,
            List<Seats> groupware,
            List<Accounts> accounts,
            List<Days> domains,
            Map<String, Long> uses,
            int term,
            boolean autoDebit,
            boolean overdue) {
        return new PriceQuestion(
                month,
                groupware.stream()
                        .map(seats -> seats.under(term == 0 ? null : ASKED))
                        .toList(),
                term == 0 ? List.of() : List.of(Contract.of(ASKED, term)),
                accounts,
                domains,
                uses,
                List.of(),
                autoDebit,
                overdue,
                0);
    }

    /**
     * Registered seats on one stretch of days (B1).
     *
     * @param days the stretch
     * @param seats registered seats on its first day, before additions and reductions of that day
     * @param additions seats added; each is charged from its day to the end of the stretch
     * @param reductions seats taken away by the service centre; each is credited from its day to the end of the stretch
     * @param contract the id of the contract in force on all of its days, or null
     */
    public record Seats(Days days, long seats, List<Change> additions, List<Change> reductions, String contract) {
        public Seats {
            additions = List.copyOf(additions);
            reductions = List.copyOf(reductions);
        }

        /** Seats without a contract. */
        public Seats(Days days, long seats, List<Change> additions, List<Change> reductions) {
            this(days, seats, additions, reductions, null);
        }

        Seats under(String id) {
            return new Seats(days, seats, additions, reductions, id);
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
     * A term contract (약정) as the month meets it (B2, B8).
     *
     * @param id the contract
     * @param term its years, 1 to 3
     * @param prepayment won that are charged ahead for the whole term in this month; 0 in every other month, and when
     *     it is paid month by month
     * @param balance won paid ahead that earlier months have left
     * @param ended whether it ends in this month before its time, so that its discounts are returned
     * @param received won of discounts in earlier months
     */
    public record Contract(String id, int term, long prepayment, long balance, boolean ended, long received) {
        /** One with nothing to settle. */
        static Contract of(String id, int term) {
            return new Contract(id, term, 0, 0, false, 0);
        }
    }

    /**
     * Accounts of one product on the same days.
     *
     * @param product the product's id
     * @param quantity how many accounts
     * @param days when they are there
     */
    public record Accounts(String product, long quantity, Days days) {}

    /**
     * Uses that came to light after the invoice of their month.
     *
     * @param month their month
     * @param meter what is priced
     * @param quantity how many, 1 or more
     * @param unitPrice won each, of the price book of their month
     * @param priceBook the version of that price, or null
     */
    public record Late(YearMonth month, String meter, long quantity, long unitPrice, Long priceBook) {}
}
