package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import kr.dure.billing.internal.EstimateRequest.Domain;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.EstimateRequest.SeatChange;
import kr.dure.billing.internal.EstimateRequest.Sms;
import kr.dure.billing.internal.EstimateRequest.Standalone;
import kr.dure.billing.internal.pricing.Days;
import kr.dure.billing.internal.pricing.PriceQuestion;
import kr.dure.web.Invalid;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class EstimateRequestTest {
    private static final YearMonth JUNE = YearMonth.of(2026, 6);

    private static EstimateRequest of(YearMonth month) {
        return new EstimateRequest(month, null, null, null, null, null, null, null, null);
    }

    private static EstimateRequest of(Groupware groupware) {
        return new EstimateRequest(JUNE, groupware, null, null, null, null, null, null, null);
    }

    private static EstimateRequest domains(Domain... domains) {
        return new EstimateRequest(JUNE, null, null, null, null, null, null, Arrays.asList(domains), null);
    }

    private static Groupware seats(Long seats, List<SeatChange> additions, List<SeatChange> reductions) {
        return new Groupware(seats, additions, reductions, null, null);
    }

    private static LocalDate june(int day) {
        return JUNE.atDay(day);
    }

    private static List<String> errors(EstimateRequest request) {
        Invalid invalid = catchThrowableOfType(Invalid.class, request::toQuestion);
        assertThat(invalid).as("the refusal").isNotNull();
        assertThat(invalid.status()).isEqualTo(422);
        return invalid.errors().stream().map(FieldError::field).toList();
    }

    @Test
    void theMonthIsRequiredAndOfThisCentury() {
        assertThat(errors(of((YearMonth) null))).containsExactly("month");
        assertThat(errors(of(YearMonth.of(1999, 12)))).containsExactly("month");
        assertThat(errors(of(YearMonth.of(2101, 1)))).containsExactly("month");
    }

    @Test
    void allButTheMonthMayBeAbsent() {
        PriceQuestion question = of(JUNE).toQuestion();
        assertThat(question.groupware()).isEmpty();
        assertThat(question.accounts()).isEmpty();
        assertThat(question.domains()).isEmpty();
        assertThat(question.uses()).isEmpty();
        assertThat(question.contracts().size()).isZero();
        assertThat(question.autoDebit()).isFalse();
        assertThat(question.overdue()).isFalse();
    }

    @Test
    void numbersOutsideTheirRangeAreNamedAllAtOnce() {
        assertThat(errors(new EstimateRequest(
                        JUNE,
                        seats(-1L, null, null),
                        new Standalone(-1L, 1_000_001L, -5L),
                        -1L,
                        4L,
                        null,
                        null,
                        null,
                        new Sms(-300L))))
                .containsExactlyInAnyOrder(
                        "groupware.seats",
                        "standalone.hr",
                        "standalone.sales",
                        "standalone.inventory",
                        "seatPrice",
                        "term",
                        "sms.sent");
        assertThat(errors(new EstimateRequest(JUNE, null, null, null, -1L, null, null, null, null)))
                .containsExactly("term");
        assertThat(errors(new EstimateRequest(JUNE, null, null, Long.MAX_VALUE, null, null, null, null, null)))
                .containsExactly("seatPrice");
    }

    @Test
    void groupwareNeedsItsSeats() {
        assertThat(errors(of(seats(null, null, null)))).containsExactly("groupware.seats");
    }

    @Test
    void aChangeNeedsADateInsideTheMonthAndItsSeats() {
        assertThat(errors(of(seats(
                        20L,
                        Arrays.asList(
                                new SeatChange(LocalDate.of(2026, 7, 1), 3L),
                                new SeatChange(null, 3L),
                                new SeatChange(june(11), null),
                                new SeatChange(june(11), -3L),
                                null),
                        List.of(new SeatChange(LocalDate.of(2026, 5, 31), 3L))))))
                .containsExactly(
                        "groupware.additions[0].date",
                        "groupware.additions[1].date",
                        "groupware.additions[2].seats",
                        "groupware.additions[3].seats",
                        "groupware.additions[4]",
                        "groupware.reductions[0].date");
    }

    @Test
    void aChangeLiesInsideTheSubscription() {
        assertThat(errors(of(new Groupware(
                        20L,
                        List.of(new SeatChange(june(10), 1L), new SeatChange(june(11), 1L)),
                        List.of(new SeatChange(june(21), 1L), new SeatChange(june(20), 1L)),
                        june(11),
                        june(20)))))
                .containsExactly("groupware.additions[0].date", "groupware.reductions[0].date");
    }

    @Test
    void theSubscriptionLiesInsideTheMonthAndEndsAfterItBegins() {
        assertThat(errors(of(new Groupware(20L, null, null, LocalDate.of(2026, 5, 31), LocalDate.of(2026, 7, 1)))))
                .containsExactly("groupware.from", "groupware.to");
        assertThat(errors(of(new Groupware(20L, null, null, june(12), june(11)))))
                .containsExactly("groupware.to");
        assertThat(of(new Groupware(20L, null, null, june(11), june(11)))
                        .toQuestion()
                        .groupware()
                        .get(0)
                        .days())
                .isEqualTo(new Days(june(11), june(11)));
    }

    @Test
    void noMoreSeatsCanGoThanThereAreOnThatDay() {
        assertThat(errors(of(seats(
                        20L,
                        List.of(new SeatChange(june(20), 5L)),
                        List.of(new SeatChange(june(10), 20L), new SeatChange(june(19), 1L))))))
                .containsExactly("groupware.reductions[1].seats");
        of(seats(20L, List.of(new SeatChange(june(19), 5L)), List.of(new SeatChange(june(19), 25L))))
                .toQuestion();
    }

    @Test
    void seatsAndTheirAdditionsTogetherHaveALimit() {
        assertThat(errors(of(seats(1_000_000L, List.of(new SeatChange(june(1), 1L)), null))))
                .containsExactly("groupware.additions");
    }

    @Test
    void aListIsNotEndless() {
        assertThat(errors(domains(
                        Collections.nCopies(1_001, new Domain(june(1), null)).toArray(Domain[]::new))))
                .containsExactly("domains");
        assertThat(errors(of(seats(20L, Collections.nCopies(1_001, new SeatChange(june(1), 0L)), null))))
                .containsExactly("groupware.additions");
    }

    @Test
    void aDomainNeedsTheDayItWasAddedAndIsNotRemovedBefore() {
        assertThat(errors(domains(
                        new Domain(null, null), null, new Domain(june(11), june(10)), new Domain(june(11), june(11)))))
                .containsExactly("domains[0].addedOn", "domains[1]", "domains[2].removedOn");
    }

    @Test
    void aDomainIsCutToTheMonthHoweverLongItLasts() {
        assertThat(domains(
                                new Domain(LocalDate.MIN, LocalDate.MAX),
                                new Domain(LocalDate.of(2026, 7, 1), null),
                                new Domain(june(11), LocalDate.of(2027, 1, 1)))
                        .toQuestion()
                        .domains())
                .containsExactly(Days.of(JUNE), new Days(june(11), june(30)));
    }
}
