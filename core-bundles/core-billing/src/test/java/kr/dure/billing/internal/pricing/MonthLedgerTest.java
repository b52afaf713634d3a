package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import org.junit.jupiter.api.Test;

/** What happened to a company, priced month by month. Times are Asia/Seoul. */
class MonthLedgerTest {
    private final List<SeatChange> changes = new ArrayList<>();
    private final List<Entitled> entitled = new ArrayList<>();

    private static Instant at(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(PricePolicy.ZONE).toInstant();
    }

    private void signUp(String dateTime, long seats) {
        change(dateTime, seats, true);
    }

    private void change(String dateTime, long delta) {
        change(dateTime, delta, false);
    }

    private void change(String dateTime, long delta, boolean signUp) {
        changes.add(new SeatChange(LocalDate.parse(dateTime.substring(0, 10)), delta, signUp, at(dateTime)));
    }

    private void on(String product, long quantity, String from, String to) {
        entitled.add(new Entitled(product, quantity, at(from), to == null ? null : at(to)));
    }

    private List<String> lines(String month) {
        PriceQuestion question = new MonthLedger(
                        YearMonth.parse(month),
                        changes,
                        entitled,
                        List.of(),
                        Set.of("groupware", "hr", "sales", "inventory"))
                .question(Map.of(), 0, false);
        return Pricing.answer(question, Question.BOOK).lines().stream()
                .map(line -> line.code() + " " + line.quantity() + " x " + line.days() + " = " + line.amount())
                .toList();
    }

    @Test
    void theMonthOfSignUpIsChargedFromItsDay() {
        signUp("2026-06-11T10:00", 20);
        on("groupware", 20, "2026-06-11T10:00", null);
        assertThat(lines("2026-05")).isEmpty();
        assertThat(lines("2026-06")).containsExactly("seat 20 x 20 = 80000");
        assertThat(lines("2026-07")).containsExactly("seat 20 x 31 = 120000");
    }

    @Test
    void aSignUpJustAfterMidnightInSeoulBelongsToTheNewMonth() {
        Instant firstMinute = Instant.parse("2026-06-30T15:00:00Z");
        changes.add(new SeatChange(LocalDate.of(2026, 7, 1), 20, true, firstMinute));
        entitled.add(new Entitled("groupware", 20, firstMinute, null));
        assertThat(lines("2026-06")).isEmpty();
        assertThat(lines("2026-07")).containsExactly("seat 20 x 31 = 120000");
    }

    @Test
    void anAdditionRaisesTheSeatsForGood() {
        signUp("2026-01-05T10:00", 20);
        on("groupware", 20, "2026-01-05T10:00", null);
        change("2026-06-11T09:00", 3);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 30 = 120000", "seat-addition 3 x 20 = 12000");
        assertThat(lines("2026-07")).containsExactly("seat 23 x 31 = 138000");
    }

    @Test
    void anAdditionOnTheFirstOfTheMonthIsAWholeMonthsLineOfItsOwn() {
        signUp("2026-01-05T10:00", 20);
        on("groupware", 20, "2026-01-05T10:00", null);
        change("2026-06-01T00:00", 1);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 30 = 120000", "seat-addition 1 x 30 = 6000");
    }

    @Test
    void anAdditionOnTheDayOfSignUpIsChargedOnceFromThatDay() {
        signUp("2026-06-11T10:00", 20);
        on("groupware", 20, "2026-06-11T10:00", null);
        change("2026-06-11T15:00", 3);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 20 = 80000", "seat-addition 3 x 20 = 12000");
    }

    @Test
    void aReductionOfTheServiceCentreHoldsFromItsDayOn() {
        signUp("2026-01-05T10:00", 20);
        on("groupware", 20, "2026-01-05T10:00", null);
        change("2026-06-16T00:00", -5);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 30 = 120000", "seat-reduction 5 x 15 = -15000");
        assertThat(lines("2026-07")).containsExactly("seat 15 x 31 = 90000");
    }

    @Test
    void seatsAddedWhileGroupwareWasOffAreThereWhenItReturns() {
        signUp("2026-05-01T10:00", 20);
        on("groupware", 20, "2026-05-01T10:00", "2026-06-05T10:00");
        change("2026-06-10T10:00", 4);
        on("groupware", 24, "2026-06-26T10:00", null);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 5 = 20000", "seat 24 x 5 = 24000");
    }

    @Test
    void offAndOnAgainOnOneDayChargesNoDayTwice() {
        signUp("2026-05-01T10:00", 20);
        on("groupware", 20, "2026-05-01T10:00", "2026-06-10T10:00");
        on("groupware", 20, "2026-06-10T11:00", "2026-06-10T12:00");
        on("groupware", 20, "2026-06-10T13:00", null);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 30 = 120000");
    }

    @Test
    void offOnOneDayAndOnTheNextIsOneLine() {
        signUp("2026-05-01T10:00", 20);
        on("groupware", 20, "2026-05-01T10:00", "2026-06-10T10:00");
        on("groupware", 20, "2026-06-11T10:00", null);
        assertThat(lines("2026-06")).containsExactly("seat 20 x 30 = 120000");
    }

    @Test
    void groupwareOffOnTheTenthIsChargedUpToTheTenthAndNoMore() {
        signUp("2026-05-01T10:00", 20);
        on("groupware", 20, "2026-05-01T10:00", "2026-06-10T23:59");
        assertThat(lines("2026-06")).containsExactly("seat 20 x 10 = 40000");
        assertThat(lines("2026-07")).isEmpty();
    }

    @Test
    void accountsOfAProductAloneGrowWithTheSeats() {
        signUp("2026-05-01T10:00", 7);
        on("hr", 7, "2026-05-01T10:00", null);
        change("2026-06-16T10:00", 2);
        assertThat(lines("2026-06")).containsExactly("hr 7 x 30 = 35000", "hr 2 x 15 = 5000");
        assertThat(lines("2026-07")).containsExactly("hr 9 x 31 = 45000");
    }

    @Test
    void aReductionEndsTheYoungestAccountsFirst() {
        signUp("2026-05-01T10:00", 7);
        on("hr", 7, "2026-05-01T10:00", null);
        change("2026-06-11T10:00", 2);
        change("2026-06-21T10:00", -3);
        assertThat(lines("2026-06")).containsExactly("hr 6 x 30 = 30000", "hr 1 x 20 = 3333", "hr 2 x 10 = 3333");
        assertThat(lines("2026-07")).containsExactly("hr 6 x 31 = 30000");
    }

    @Test
    void aSeatOfTheSameDayCountsForAProductSwitchedOnBeforeIt() {
        signUp("2026-05-01T10:00", 7);
        on("hr", 7, "2026-06-16T10:00", null);
        change("2026-06-16T11:00", 2);
        assertThat(lines("2026-06")).containsExactly("hr 9 x 15 = 22500");
    }

    @Test
    void aSeatOfTheSameDayIsNotCountedTwiceForAProductSwitchedOnAfterIt() {
        signUp("2026-05-01T10:00", 7);
        change("2026-06-16T09:00", 2);
        on("hr", 9, "2026-06-16T10:00", null);
        assertThat(lines("2026-06")).containsExactly("hr 9 x 15 = 22500");
    }

    @Test
    void aFreeProductIsShownWithNothing() {
        signUp("2026-05-01T10:00", 7);
        on("groupware", 7, "2026-05-01T10:00", null);
        on("hr", 7, "2026-05-01T10:00", null);
        assertThat(lines("2026-06")).containsExactly("seat 7 x 30 = 42000", "hr 7 x 0 = 0");
    }

    @Test
    void whatIsSwitchedOnAfterTheMonthIsNotInIt() {
        signUp("2026-05-01T10:00", 7);
        on("groupware", 7, "2026-05-01T10:00", null);
        on("hr", 7, "2026-07-01T00:00", null);
        assertThat(lines("2026-06")).containsExactly("seat 7 x 30 = 42000");
    }
}
