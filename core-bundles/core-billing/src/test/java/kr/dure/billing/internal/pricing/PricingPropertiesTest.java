package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import kr.dure.billing.internal.pricing.PriceQuestion.Change;
import kr.dure.billing.internal.pricing.PriceQuestion.Seats;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every month. */
class PricingPropertiesTest {
    /** A month of a company: a stretch of groupware, all sorts of others, any price. */
    record Case(PriceQuestion question, Rates rates) {
        PriceAnswer answer() {
            return Pricing.answer(question, rates);
        }

        Seats seats() {
            return question.groupware().get(0);
        }

        Case withSeats(Seats seats) {
            return new Case(
                    PriceQuestion.of(
                            question.month(),
                            List.of(seats),
                            question.accounts(),
                            question.domains(),
                            question.uses(),
                            Question.term(question),
                            question.autoDebit(),
                            question.overdue()),
                    rates);
        }

        Case withAdditions(List<Change> additions) {
            return withSeats(new Seats(seats().days(), seats().seats(), additions, seats().reductions()));
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<YearMonth> months = Combinators.combine(
                        Arbitraries.integers().between(2024, 2032),
                        Arbitraries.integers().between(1, 12))
                .as(YearMonth::of);
        return months.flatMap(month -> stretch(month)
                .flatMap(days -> Combinators.combine(
                                seats(days),
                                accounts(month),
                                stretch(month).list().ofMaxSize(3),
                                Arbitraries.longs().between(0, 5_000),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.of(true, false),
                                Arbitraries.of(true, false),
                                Arbitraries.longs().between(0, 50_000))
                        .as((seats, accounts, domains, sent, term, autoDebit, overdue, price) -> new Case(
                                PriceQuestion.of(
                                        month,
                                        List.of(seats),
                                        accounts,
                                        domains,
                                        Map.of("sms", sent),
                                        term,
                                        autoDebit,
                                        overdue),
                                Question.BOOK.with("groupware", price)))));
    }

    private static Arbitrary<Days> stretch(YearMonth month) {
        Arbitrary<LocalDate> dates =
                Arbitraries.integers().between(1, month.lengthOfMonth()).map(month::atDay);
        return Combinators.combine(dates, dates).as((a, b) -> a.isBefore(b) ? new Days(a, b) : new Days(b, a));
    }

    private static Arbitrary<Seats> seats(Days days) {
        Arbitrary<List<Change>> changes = Combinators.combine(
                        Arbitraries.integers().between(0, days.count() - 1).map(days.first()::plusDays),
                        Arbitraries.longs().between(1, 50))
                .as(Change::new)
                .list()
                .ofMaxSize(5);
        // At most 5 x 50 seats go, so 250 and more never run out.
        return Combinators.combine(Arbitraries.longs().between(250, 2_000), changes, changes)
                .as((seats, additions, reductions) -> new Seats(days, seats, additions, reductions));
    }

    private static Arbitrary<List<Accounts>> accounts(YearMonth month) {
        return Combinators.combine(
                        Arbitraries.of("hr", "sales", "inventory"),
                        Arbitraries.longs().between(0, 100),
                        stretch(month))
                .as(Accounts::new)
                .list()
                .ofMaxSize(4);
    }

    @Property
    void theTotalIsSupplyAndVatAndTheSupplyIsTheSumOfTheLines(@ForAll("cases") Case any) {
        PriceAnswer answer = any.answer();
        assertThat(answer.lines().stream().mapToLong(Line::amount).sum()).isEqualTo(answer.supply());
        assertThat(answer.vat()).isEqualTo(answer.supply() / 10);
        assertThat(answer.total()).isEqualTo(answer.supply() + answer.vat());
        assertThat(answer.supply()).isNotNegative();
    }

    @Property
    void everyChargeIsItsQuantityTimesItsPriceByDayFlooredOnce(@ForAll("cases") Case any) {
        any.answer().lines().stream()
                .filter(line -> !line.code().equals("seat-reduction"))
                .forEach(line -> assertThat(Math.abs(line.amount()))
                        .isEqualTo(line.quantity() * line.unitPrice() * line.days() / line.ofDays()));
        assertThat(any.answer().lines()).allSatisfy(line -> {
            assertThat(line.days()).isBetween(0, line.ofDays());
            assertThat(line.ofDays()).isEqualTo(any.question().month().lengthOfMonth());
        });
    }

    @Property
    void addingSeatsNeverLowersTheTotal(
            @ForAll("cases") Case any,
            @ForAll @IntRange(max = 30) int day,
            @ForAll @LongRange(min = 1, max = 9) long more) {
        LocalDate date =
                any.seats().days().first().plusDays(day % any.seats().days().count());
        List<Change> additions = new ArrayList<>(any.seats().additions());
        additions.add(new Change(date, more));
        assertThat(any.withAdditions(additions).answer().total())
                .isGreaterThanOrEqualTo(any.answer().total());
    }

    @Property
    void anAdditionInTwoPartsOnOneDayCostsTheSame(
            @ForAll("cases") Case any,
            @ForAll @IntRange(max = 30) int day,
            @ForAll @LongRange(min = 1, max = 40) long one,
            @ForAll @LongRange(min = 1, max = 40) long other) {
        LocalDate date =
                any.seats().days().first().plusDays(day % any.seats().days().count());
        List<Change> atOnce = new ArrayList<>(any.seats().additions());
        List<Change> inTwo = new ArrayList<>(atOnce);
        atOnce.add(new Change(date, one + other));
        inTwo.add(new Change(date, one));
        inTwo.add(new Change(date, other));
        assertThat(any.withAdditions(inTwo).answer())
                .isEqualTo(any.withAdditions(atOnce).answer());
    }

    @Property
    void theOrderOfWhatHappenedIsIrrelevant(@ForAll("cases") Case any, @ForAll Random random) {
        PriceQuestion was = any.question();
        PriceQuestion shuffled = PriceQuestion.of(
                was.month(),
                List.of(new Seats(
                        any.seats().days(),
                        any.seats().seats(),
                        shuffle(any.seats().additions(), random),
                        shuffle(any.seats().reductions(), random))),
                shuffle(was.accounts(), random),
                shuffle(was.domains(), random),
                was.uses(),
                Question.term(was),
                was.autoDebit(),
                was.overdue());
        assertThat(Pricing.answer(shuffled, any.rates())).isEqualTo(any.answer());
    }

    @Property
    void anAdditionIsChargedFromItsDayCountedIn(@ForAll @IntRange(min = 1, max = 30) int day) {
        Line addition =
                Question.of("2026-06").add(day, 1).seats(0).answer().lines().get(1);
        assertThat(addition.days()).isEqualTo(30 - day + 1);
        assertThat(addition.amount()).isEqualTo(6_000L * (30 - day + 1) / 30);
    }

    @Property
    void aLongerTermNeverCostsMore(@ForAll("cases") Case any, @ForAll @IntRange(min = 0, max = 2) int term) {
        PriceQuestion q = any.question();
        PriceAnswer shorter = Pricing.answer(withTerm(q, term), any.rates());
        PriceAnswer longer = Pricing.answer(withTerm(q, term + 1), any.rates());
        assertThat(longer.total()).isLessThanOrEqualTo(shorter.total());
    }

    private static PriceQuestion withTerm(PriceQuestion q, int term) {
        return PriceQuestion.of(
                q.month(), q.groupware(), q.accounts(), q.domains(), q.uses(), term, q.autoDebit(), q.overdue());
    }

    private static <T> List<T> shuffle(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
