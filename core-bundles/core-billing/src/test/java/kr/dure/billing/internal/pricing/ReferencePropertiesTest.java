package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kr.dure.billing.internal.pricing.History.OnOff;
import kr.dure.billing.internal.pricing.History.SeatEvent;
import kr.dure.billing.internal.pricing.History.Term;
import kr.dure.billing.internal.pricing.MonthLedger.Agreed;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PriceQuestion.Contract;
import kr.dure.billing.internal.pricing.PriceQuestion.Late;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever a company does, it costs the same won, line by line, as by the slow reference. */
class ReferencePropertiesTest {
    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void everyLineIsThatOfTheReference(@ForAll long seed) {
        History history = RandomHistory.of(seed);
        assertThat(told(answer(history))).isEqualTo(new Reference(history).answer());
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void theOrderOfEventsWithinADayDoesNotMatter(@ForAll long seed) {
        History was = RandomHistory.of(seed);
        Random dice = new Random(seed);
        assertThat(answer(new History(
                        was.month(),
                        was.prices(),
                        shuffled(was, dice),
                        shuffled(was.products(), dice),
                        shuffled(was.domains(), dice),
                        shuffled(was.uses(), dice),
                        shuffled(was.terms(), dice),
                        shuffled(was.late(), dice),
                        was.autoDebit(),
                        was.overdue(),
                        was.unpaid())))
                .isEqualTo(answer(was));
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void noPartOfAMonthCostsMoreThanAWholeOne(@ForAll long seed) {
        History history = RandomHistory.of(seed);
        PriceAnswer answer = answer(history);
        answer.lines().stream()
                .filter(line -> line.days() < line.ofDays())
                .forEach(line ->
                        assertThat(Math.abs(line.amount())).isLessThanOrEqualTo(line.quantity() * line.unitPrice()));
        long seats = answer.lines().stream()
                .filter(line -> line.code().startsWith("seat"))
                .mapToLong(Line::amount)
                .sum();
        // Everybody who had a seat on some day of the month, as if for all of it.
        long most = history.seats().stream()
                .filter(event -> event.delta() > 0
                        && !event.day().isAfter(history.month().atEndOfMonth()))
                .mapToLong(SeatEvent::delta)
                .sum();
        assertThat(seats).isBetween(0L, most * history.prices().get("groupware"));
    }

    /** The same changes of each day in another order; on a day on which a product starts, its number would be another. */
    private static List<SeatEvent> shuffled(History was, Random dice) {
        List<SeatEvent> events = new ArrayList<>();
        for (SeatEvent event : was.seats()) {
            boolean starts = was.products().stream().anyMatch(one -> one.first().equals(event.day()));
            int minute = starts || event.signUp() ? event.minute() : dice.nextInt(1_440);
            events.add(new SeatEvent(event.day(), minute, event.delta(), event.signUp()));
        }
        return shuffled(events, dice);
    }

    private static <T> List<T> shuffled(List<T> list, Random dice) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, dice);
        return shuffled;
    }

    private static List<String> told(PriceAnswer answer) {
        List<String> told = new ArrayList<>();
        answer.lines()
                .forEach(line -> told.add(line.code() + " " + line.quantity() + " x " + line.unitPrice() + ", "
                        + line.days() + " of " + line.ofDays() + " = " + line.amount()));
        told.add("supply " + answer.supply() + " vat " + answer.vat() + " total " + answer.total());
        return told;
    }

    private static PriceAnswer answer(History history) {
        MonthLedger ledger = new MonthLedger(
                history.month(),
                history.seats().stream()
                        .map(event -> new SeatChange(
                                event.day(), event.delta(), event.signUp(), at(event.day(), event.minute())))
                        .toList(),
                history.products().stream()
                        .map(ReferencePropertiesTest::entitled)
                        .toList(),
                history.domains().stream()
                        .map(hold -> new Held(hold.key(), hold.first(), hold.last()))
                        .toList(),
                Set.of("groupware", "hr", "sales", "inventory"));
        Map<String, Long> uses = new HashMap<>();
        history.uses().stream()
                .filter(use -> YearMonth.from(use.day()).equals(history.month()))
                .forEach(use -> uses.merge(use.meter(), use.quantity(), Long::sum));
        return Pricing.answer(
                ledger.question(
                        uses,
                        history.terms().stream()
                                .map(ReferencePropertiesTest::agreed)
                                .toList(),
                        history.late().stream()
                                .map(late -> new Late(late.month(), late.meter(), late.quantity(), late.price(), null))
                                .toList(),
                        history.autoDebit(),
                        history.overdue(),
                        history.unpaid()),
                new Rates(history.prices()));
    }

    private static Entitled entitled(OnOff one) {
        return new Entitled(
                one.product(),
                one.seatsThen(),
                at(one.first(), one.minute()),
                one.last() == null ? null : at(one.last(), one.lastMinute()));
    }

    private static Agreed agreed(Term term) {
        return new Agreed(
                new Contract(
                        term.id(), term.years(), term.prepayment(), term.balance(), term.broken(), term.received()),
                term.first(),
                term.last());
    }

    private static Instant at(LocalDate day, int minute) {
        return day.atStartOfDay(PricePolicy.ZONE).plusMinutes(minute).toInstant();
    }
}
