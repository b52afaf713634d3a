package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;

/** A price question written down fact by fact, asked with the default price book. */
final class Question {
    static final Rates BOOK = new Rates(Map.of(
            "groupware", 6000L, "hr", 5000L, "sales", 5000L, "inventory", 5000L, "multidomain", 5000L, "sms", 15L));

    private final YearMonth month;
    private final List<Seats> groupware = new ArrayList<>();
    private final List<Change> additions = new ArrayList<>();
    private final List<Change> reductions = new ArrayList<>();
    private final List<Accounts> accounts = new ArrayList<>();
    private final List<Days> domains = new ArrayList<>();
    private final Map<String, Long> uses = new HashMap<>();
    private Rates rates = BOOK;
    private int term;
    private boolean autoDebit;
    private boolean overdue;

    private Question(YearMonth month) {
        this.month = month;
    }

    static Question of(String month) {
        return new Question(YearMonth.parse(month));
    }

    /** Of the last stretch of {@link #seats}; to be called before it. */
    Question add(int day, long seats) {
        additions.add(new Change(month.atDay(day), seats));
        return this;
    }

    Question reduce(int day, long seats) {
        reductions.add(new Change(month.atDay(day), seats));
        return this;
    }

    Question seats(long seats) {
        return seats(seats, 1, month.lengthOfMonth());
    }

    Question seats(long seats, int from, int to) {
        groupware.add(new Seats(new Days(month.atDay(from), month.atDay(to)), seats, additions, reductions));
        additions.clear();
        reductions.clear();
        return this;
    }

    Question seatPrice(long won) {
        rates = rates.with("groupware", won);
        return this;
    }

    Question accounts(String product, long quantity) {
        return accounts(product, quantity, 1, month.lengthOfMonth());
    }

    Question accounts(String product, long quantity, int from, int to) {
        accounts.add(new Accounts(product, quantity, new Days(month.atDay(from), month.atDay(to))));
        return this;
    }

    Question domain(LocalDate added, LocalDate removed) {
        Days.inside(month, added, removed).ifPresent(domains::add);
        return this;
    }

    Question sms(long sent) {
        uses.put("sms", sent);
        return this;
    }

    Question term(int years) {
        term = years;
        return this;
    }

    Question autoDebit() {
        autoDebit = true;
        return this;
    }

    Question overdue() {
        overdue = true;
        return this;
    }

    /** The years of the contract that holds for the whole month. */
    static int term(PriceQuestion question) {
        return question.contracts().stream()
                .mapToInt(PriceQuestion.Contract::term)
                .sum();
    }

    PriceAnswer answer() {
        return Pricing.answer(
                PriceQuestion.of(month, groupware, accounts, domains, uses, term, autoDebit, overdue), rates);
    }

    /** Each line as its code and amount. */
    List<String> lines() {
        return answer().lines().stream()
                .map(line -> line.code() + " " + line.amount())
                .toList();
    }

    long supply() {
        return answer().supply();
    }
}
