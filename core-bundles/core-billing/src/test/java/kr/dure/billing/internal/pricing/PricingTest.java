package kr.dure.billing.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kr.dure.billing.internal.pricing.PriceQuestion.Accounts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static LocalDate date(String date) {
        return LocalDate.parse(date);
    }

    /** The worked numbers of the published rules. */
    @Nested
    class WorkedNumbers {
        @Test
        void threeSeatsAddedOnThe11thOfJuneCostTwentyThirtieths() {
            assertThat(Question.of("2026-06").add(11, 3).seats(20).lines())
                    .containsExactly("seat 120000", "seat-addition 12000");
            assertThat(Question.of("2026-06").add(11, 3).seats(20).supply()).isEqualTo(132_000);
        }

        @Test
        void theMonthAfterAnAdditionChargesAllSeatsInFull() {
            assertThat(Question.of("2026-07").seats(23).lines()).containsExactly("seat 138000");
        }

        @Test
        void anAdditionInAMonthOf31DaysIsFlooredAfterTheWholeProduct() {
            assertThat(Question.of("2026-07")
                            .seatPrice(7_700)
                            .add(15, 3)
                            .seats(0)
                            .lines())
                    .containsExactly("seat 0", "seat-addition 12667");
        }

        @Test
        void fiveSeatsTakenAwayFromThe16thAreNotChargedFromThatDayOn() {
            assertThat(Question.of("2026-06").reduce(16, 5).seats(20).lines())
                    .containsExactly("seat 120000", "seat-reduction -15000");
            assertThat(Question.of("2026-06").reduce(16, 5).seats(20).supply()).isEqualTo(105_000);
        }

        @Test
        void aSignUpOnThe11thOfJuneCostsTwentyThirtieths() {
            assertThat(Question.of("2026-06").seats(20, 11, 30).lines()).containsExactly("seat 80000");
        }

        @Test
        void aDomainAddedOnThe11thOfMayCosts21Of31Days() {
            assertThat(Question.of("2026-05").domain(date("2026-05-11"), null).lines())
                    .containsExactly("domain 3387");
        }

        @Test
        void threeHundredMessagesCost4500() {
            assertThat(Question.of("2026-06").sms(300).lines()).containsExactly("sms 4500");
        }

        @Test
        void threeYearsADomainMessagesAndAutoDebitTogether() {
            PriceAnswer answer = Question.of("2026-06")
                    .seats(20)
                    .term(3)
                    .domain(date("2026-05-11"), null)
                    .sms(300)
                    .autoDebit()
                    .answer();
            assertThat(answer.lines().stream().map(line -> line.code() + " " + line.amount()))
                    .containsExactly(
                            "seat 120000",
                            "term-discount -18000",
                            "domain 5000",
                            "sms 4500",
                            "auto-debit-discount -1115");
            assertThat(answer.supply()).isEqualTo(110_385);
            assertThat(answer.vat()).isEqualTo(11_038);
            assertThat(answer.total()).isEqualTo(121_423);
        }

        @Test
        void accountsWithoutGroupwareCost5000Each() {
            Question question = Question.of("2026-06").accounts("hr", 7).accounts("sales", 3);
            assertThat(question.lines()).containsExactly("hr 35000", "sales 15000");
            assertThat(question.supply()).isEqualTo(50_000);
        }

        @Test
        void accountsWithGroupwareAreShownAndCostNothing() {
            Question question =
                    Question.of("2026-06").seats(20).accounts("hr", 7).accounts("sales", 3);
            assertThat(question.lines()).containsExactly("seat 120000", "hr 0", "sales 0");
        }
    }

    /** Seats (B1). */
    @Nested
    class SeatLines {
        @Test
        void anAdditionOnTheFirstDayCostsTheWholeMonth() {
            assertThat(Question.of("2026-06").add(1, 1).seats(0).supply()).isEqualTo(6_000);
        }

        @Test
        void anAdditionOnTheLastDayCostsOneDay() {
            assertThat(Question.of("2026-06").add(30, 1).seats(0).supply()).isEqualTo(200);
            assertThat(Question.of("2026-07").add(31, 1).seats(0).supply()).isEqualTo(193);
        }

        @Test
        void februaryHasItsRealDays() {
            assertThat(Question.of("2027-02").add(15, 2).seats(0).supply()).isEqualTo(6_000);
            assertThat(Question.of("2028-02").add(15, 2).seats(0).supply()).isEqualTo(6_206);
            Line line = Question.of("2028-02").seats(1, 29, 29).answer().lines().get(0);
            assertThat(line.days()).isEqualTo(1);
            assertThat(line.ofDays()).isEqualTo(29);
            assertThat(line.amount()).isEqualTo(206);
        }

        @Test
        void aReductionOnTheFirstDayTakesTheWholeMonthAway() {
            assertThat(Question.of("2026-06").reduce(1, 5).seats(20).supply()).isEqualTo(90_000);
        }

        @Test
        void aReductionOnTheLastDayTakesOneDayAway() {
            assertThat(Question.of("2026-06").reduce(30, 5).seats(20).supply()).isEqualTo(119_000);
        }

        @Test
        void theSizeOfACreditIsFlooredToo() {
            assertThat(Question.of("2026-07")
                            .seatPrice(7_700)
                            .reduce(15, 3)
                            .seats(20)
                            .lines())
                    .containsExactly("seat 154000", "seat-reduction -12667");
        }

        @Test
        void aCreditNeverExceedsWhatWasCharged() {
            // floor(17/30) + floor(16/30) = 0 was charged; floor(32/30) = 1 would be given back.
            assertThat(Question.of("2026-06")
                            .seatPrice(1)
                            .add(14, 1)
                            .add(15, 1)
                            .reduce(15, 2)
                            .seats(0)
                            .lines())
                    .containsExactly("seat 0", "seat-addition 0", "seat-addition 0", "seat-reduction 0");
        }

        @Test
        void additionsOfOneDayAreOneLineAndOthersFollowByDate() {
            assertThat(Question.of("2026-06")
                            .add(20, 1)
                            .add(11, 1)
                            .add(11, 2)
                            .seats(20)
                            .lines())
                    .containsExactly("seat 120000", "seat-addition 12000", "seat-addition 2200");
        }

        @Test
        void onTheDayOfTerminationTheSeatsAreStillCharged() {
            assertThat(Question.of("2026-06").seats(20, 1, 10).supply()).isEqualTo(40_000);
        }

        @Test
        void anAdditionBeforeTheTerminationIsChargedUpToIt() {
            assertThat(Question.of("2026-06").add(16, 3).seats(20, 11, 20).lines())
                    .containsExactly("seat 40000", "seat-addition 3000");
        }

        @Test
        void groupwareThatWasOffForAWhileIsChargedStretchByStretch() {
            assertThat(Question.of("2026-06").seats(20, 1, 5).seats(23, 26, 30).lines())
                    .containsExactly("seat 20000", "seat 23000");
        }

        @Test
        void freeSeatsAreShownWithNothing() {
            assertThat(Question.of("2026-06")
                            .seatPrice(0)
                            .add(11, 3)
                            .seats(20)
                            .term(1)
                            .autoDebit()
                            .lines())
                    .containsExactly("seat 0", "seat-addition 0", "term-discount 0", "auto-debit-discount 0");
        }

        @Test
        void aLineSaysHowItsAmountCameAbout() {
            Line addition =
                    Question.of("2026-06").add(11, 3).seats(20).answer().lines().get(1);
            assertThat(addition.quantity()).isEqualTo(3);
            assertThat(addition.unitPrice()).isEqualTo(6_000);
            assertThat(addition.days()).isEqualTo(20);
            assertThat(addition.ofDays()).isEqualTo(30);
            assertThat(addition.description().en()).contains("2026-06-11");
        }
    }

    /** Discounts (B2, B3) and VAT (B8). */
    @Nested
    class Discounts {
        @Test
        void aYearOfTermTakesFivePercentOffAndEachFurtherFiveMore() {
            assertThat(IntStream.rangeClosed(0, 3)
                            .mapToLong(term ->
                                    Question.of("2026-06").seats(20).term(term).supply()))
                    .containsExactly(120_000L, 114_000L, 108_000L, 102_000L);
        }

        @Test
        void theTermDiscountCountsProratedAdditionsAndReductions() {
            assertThat(Question.of("2026-06")
                            .add(11, 3)
                            .reduce(16, 5)
                            .seats(20)
                            .term(2)
                            .lines())
                    .containsExactly(
                            "seat 120000", "seat-addition 12000", "seat-reduction -15000", "term-discount -11700");
        }

        @Test
        void theTermDiscountLeavesEverythingButSeatsAlone() {
            assertThat(Question.of("2026-06")
                            .accounts("hr", 7)
                            .domain(date("2026-01-01"), null)
                            .sms(300)
                            .term(3)
                            .lines())
                    .containsExactly("domain 5000", "sms 4500", "hr 35000");
        }

        @Test
        void theTermDiscountIsFlooredOnce() {
            // 15 % of 3 + 3 = 0.9; of each line alone it would be 0.45 twice.
            assertThat(Question.of("2026-06")
                            .seatPrice(5)
                            .add(11, 1)
                            .seats(2)
                            .term(3)
                            .lines())
                    .containsExactly("seat 10", "seat-addition 3", "term-discount -1");
        }

        @Test
        void autoDebitIsOffTheWholeAmountAfterTheTermDiscount() {
            // 1 % of 114,000 + 99,000, not of 120,000 + 99,000.
            assertThat(Question.of("2026-06")
                            .seats(20)
                            .term(1)
                            .sms(6_600)
                            .autoDebit()
                            .lines())
                    .containsExactly("seat 120000", "term-discount -6000", "sms 99000", "auto-debit-discount -2130");
        }

        @Test
        void autoDebitGivesNothingWhileSomethingIsOverdue() {
            assertThat(Question.of("2026-06").seats(20).autoDebit().overdue().lines())
                    .containsExactly("seat 120000");
        }

        @Test
        void overdueAloneChangesNothing() {
            assertThat(Question.of("2026-06").seats(20).overdue().lines()).containsExactly("seat 120000");
        }

        @Test
        void everyStepIsFlooredInItsTurn() {
            // 3,387 -> 1 % is 33.87 -> 33 -> 3,354 -> VAT 335.4 -> 335.
            PriceAnswer answer = Question.of("2026-05")
                    .domain(date("2026-05-11"), null)
                    .autoDebit()
                    .answer();
            assertThat(answer.supply()).isEqualTo(3_354);
            assertThat(answer.vat()).isEqualTo(335);
            assertThat(answer.total()).isEqualTo(3_689);
        }

        @Test
        void nothingUsedCostsNothingAndHasNoLines() {
            PriceAnswer answer = Question.of("2026-06").term(3).autoDebit().answer();
            assertThat(answer.lines()).isEmpty();
            assertThat(answer.total()).isZero();
        }
    }

    /** Domains (B4). */
    @Nested
    class Domains {
        @Test
        void aDomainIsChargedOnItsFirstAndItsLastDay() {
            assertThat(Question.of("2026-06")
                            .domain(date("2026-06-10"), date("2026-06-12"))
                            .supply())
                    .isEqualTo(500);
            assertThat(Question.of("2026-06")
                            .domain(date("2026-06-10"), date("2026-06-10"))
                            .supply())
                    .isEqualTo(166);
        }

        @Test
        void aDomainOfAnotherMonthIsNotThere() {
            assertThat(Question.of("2026-06")
                            .domain(date("2026-07-01"), null)
                            .domain(date("2026-01-01"), date("2026-05-31"))
                            .lines())
                    .isEmpty();
        }

        @Test
        void domainsWithTheSameDaysAreSummedBeforeTheFloor() {
            assertThat(Question.of("2026-05")
                            .domain(date("2026-05-11"), null)
                            .domain(date("2026-05-11"), null)
                            .domain(date("2026-04-30"), null)
                            .lines())
                    .containsExactly("domain 5000", "domain 6774");
        }
    }

    /** Accounts of HR, Sales and Inventory (B7). */
    @Nested
    class AccountLines {
        @Test
        void theDayGroupwareStartsIsFreeAlready() {
            // 10 of 30 days without groupware.
            assertThat(Question.of("2026-06")
                            .seats(20, 11, 30)
                            .accounts("hr", 7)
                            .lines())
                    .containsExactly("seat 80000", "hr 11666");
        }

        @Test
        void theDayGroupwareEndsIsStillFree() {
            assertThat(Question.of("2026-06").seats(20, 1, 10).accounts("hr", 7).lines())
                    .containsExactly("seat 40000", "hr 23333");
        }

        @Test
        void everyStretchOfGroupwareIsFree() {
            assertThat(Question.of("2026-06")
                            .seats(1, 1, 10)
                            .seats(1, 21, 30)
                            .accounts("hr", 3)
                            .lines())
                    .containsExactly("seat 2000", "seat 2000", "hr 5000");
        }

        @Test
        void accountsOfPartOfTheMonthAreChargedByDayAndFreeWhereTheyMeetGroupware() {
            assertThat(Question.of("2026-06").accounts("sales", 3, 16, 30).lines())
                    .containsExactly("sales 7500");
            assertThat(Question.of("2026-06")
                            .seats(1, 26, 30)
                            .accounts("sales", 3, 16, 30)
                            .lines())
                    .containsExactly("seat 1000", "sales 5000");
        }

        @Test
        void accountsWithTheSameDaysAreSummedBeforeTheFloor() {
            assertThat(Question.of("2026-07")
                            .accounts("hr", 1, 1, 1)
                            .accounts("hr", 1, 31, 31)
                            .lines())
                    .containsExactly("hr 322");
        }

        @Test
        void anotherProductPerAccountIsNotFreeWithGroupware() {
            Rates rates = Question.BOOK.with("wiki", 1_000);
            YearMonth june = YearMonth.of(2026, 6);
            PriceQuestion question = PriceQuestion.of(
                    june,
                    List.of(new PriceQuestion.Seats(Days.of(june), 20, List.of(), List.of())),
                    List.of(new Accounts("wiki", 20, Days.of(june))),
                    List.of(),
                    Map.of(),
                    0,
                    false,
                    false);
            assertThat(Pricing.answer(question, rates).supply()).isEqualTo(140_000);
        }
    }

    @Nested
    class Limits {
        @Test
        void whatDoesNotFitIsAnErrorAndNoWrongNumber() {
            assertThatThrownBy(() ->
                            Question.of("2026-06").seats(Long.MAX_VALUE / 6_000).answer())
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> Question.of("2026-06").sms(Long.MAX_VALUE).answer())
                    .isInstanceOf(ArithmeticException.class);
        }

        @Test
        void theLargestQuestionThatMayBeAskedFits() {
            assertThat(Question.of("2026-07")
                            .seatPrice(100_000_000)
                            .seats(1_000_000)
                            .supply())
                    .isEqualTo(100_000_000_000_000L);
        }

        @Test
        void nothingIsChargedByGuess() {
            YearMonth june = YearMonth.of(2026, 6);
            PriceQuestion question =
                    PriceQuestion.of(june, List.of(), List.of(), List.of(), Map.of("fax", 1L), 0, false, false);
            assertThatThrownBy(() -> Pricing.answer(question, Question.BOOK)).hasMessageContaining("fax");
        }
    }
}
