package kr.dure.identity.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CareerTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 9, 30);

    private final UUID person = UUID.randomUUID();
    private final Place sales = new Place(UUID.randomUUID(), null, null);
    private final Place team = new Place(UUID.randomUUID(), null, null);
    private final Place lab = new Place(UUID.randomUUID(), null, null);

    private Career career(LocalDate leftOn) {
        return new Career(person, leftOn, List.of(), UUID::randomUUID);
    }

    @Test
    void aNewMainPostEndsTheOldOneAndLastsUntilThePlannedOne() {
        Career career = career(null);
        career.appoint(START, sales);
        career.appoint(AUTUMN, lab);
        career.appoint(JUNE, team);
        assertThat(career.posts())
                .extracting(Posting::place, Posting::from, Posting::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(sales, START, JUNE),
                        org.assertj.core.groups.Tuple.tuple(team, JUNE, AUTUMN),
                        org.assertj.core.groups.Tuple.tuple(lab, AUTUMN, null));
    }

    @Test
    void aSecondThoughtOnTheSameDayReplacesTheFirst() {
        Career career = career(null);
        career.appoint(START, sales);
        career.appoint(JUNE, team);
        career.appoint(JUNE, sales);
        assertThat(career.posts()).extracting(Posting::place).containsExactly(sales);
        assertThat(career.posts().get(0).to()).isNull();
    }

    @Test
    void aPlannedPostTakenBackLetsTheOldOneGoOn() {
        Career career = career(null);
        career.appoint(START, sales);
        career.appoint(JUNE, team);
        career.cancel(career.main(JUNE).orElseThrow());
        assertThat(career.posts()).extracting(Posting::place).containsExactly(sales);
        assertThat(career.posts().get(0).to()).isNull();
    }

    @Test
    void aConcurrentPostNeedsAMainOneBesideIt() {
        Career career = career(null);
        career.concur(START, null, team);
        assertThat(career.fault(START)).isPresent();
        career.appoint(START, sales);
        assertThat(career.fault(START)).isEmpty();
        career.end(career.main(START).orElseThrow(), JUNE);
        assertThat(career.fault(START)).isPresent();
    }

    @Test
    void whoIsAppointedWhereAConcurrentPostIsHeldHoldsOneThere() {
        Career career = career(null);
        career.appoint(START, sales);
        career.concur(START, null, team);
        career.appoint(JUNE, team);
        assertThat(career.concurrent(JUNE)).isEmpty();
        assertThat(career.main(JUNE).orElseThrow().place()).isEqualTo(team);
        assertThat(career.fault(START)).isEmpty();
    }

    @Test
    void nothingReachesBeyondTheLeaving() {
        Career career = career(null);
        career.appoint(START, sales);
        career.concur(JUNE, null, team);
        career.appoint(AUTUMN, lab);
        career.leave(AUTUMN.minusDays(1));
        assertThat(career.posts()).allMatch(post -> AUTUMN.minusDays(1).equals(post.to()));
        assertThat(career.posts()).hasSize(2);
        Career late = career(AUTUMN);
        late.appoint(START, sales);
        assertThat(late.posts().get(0).to()).isEqualTo(AUTUMN);
    }

    @Test
    void aMergerTakesMainAndConcurrentPostsOver() {
        Career career = career(null);
        career.appoint(START, sales);
        career.concur(START, null, team);
        career.concur(START, null, lab);
        career.merge(sales.department(), team.department(), JUNE);
        assertThat(career.main(JUNE).orElseThrow().place()).isEqualTo(team);
        assertThat(career.concurrent(JUNE)).extracting(Posting::place).containsExactly(lab);
        career.merge(lab.department(), team.department(), AUTUMN);
        assertThat(career.concurrent(AUTUMN)).isEmpty();
        assertThat(career.fault(START)).isEmpty();
    }

    @Test
    void onlyDaysThatReallyChangeAreTold() {
        Career career = career(null);
        career.appoint(START, sales);
        Career later = new Career(person, null, career.posts(), UUID::randomUUID);
        later.appoint(JUNE, team);
        assertThat(later.changedDays()).containsExactly(JUNE);
        Career again = new Career(person, null, later.posts(), UUID::randomUUID);
        again.appoint(JUNE, team);
        assertThat(again.changedDays()).isEmpty();
        assertThat(again.added()).isEmpty();
    }

    record Step(int kind, int department, int day, int length) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 30))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Property(tries = 500)
    void onEveryDayWithAPostExactlyOneIsTheMainOne(@ForAll("steps") List<Step> steps) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            places.add(new Place(UUID.randomUUID(), null, i % 2 == 0 ? null : UUID.randomUUID()));
        }
        List<Posting> accepted = List.of();
        LocalDate leftOn = null;
        for (Step step : steps) {
            LocalDate day = START.plusDays(step.day());
            Career career = new Career(person, leftOn, accepted, UUID::randomUUID);
            Place place = places.get(step.department());
            LocalDate leaving = leftOn;
            if (!Days.endsAfter(leftOn, day)) {
                continue;
            }
            switch (step.kind()) {
                case 0, 1 -> career.appoint(day, place);
                case 2 -> career.concur(day, step.length() == 0 ? null : day.plusDays(step.length()), place);
                case 3 ->
                    career.posts().stream()
                            .filter(post -> post.from().isBefore(day) && Days.endsAfter(post.to(), day))
                            .findFirst()
                            .ifPresent(post -> career.end(post, day));
                case 4 ->
                    career.posts().stream()
                            .filter(post -> post.from().isAfter(day))
                            .findFirst()
                            .ifPresent(career::cancel);
                case 5 -> {
                    Place into = places.get((step.department() + 1) % 4);
                    career.merge(place.department(), into.department(), day);
                    assertThat(career.fault(START)).isEmpty();
                }
                default -> {
                    if (step.length() > 25) {
                        career.leave(day);
                        leaving = day;
                    }
                }
            }
            if (career.fault(START).isEmpty()) {
                accepted = career.posts();
                leftOn = leaving;
            }
        }
        assertThat(accepted.stream().map(Posting::id)).doesNotHaveDuplicates();
        for (int i = 0; i < 100; i++) {
            LocalDate day = START.plusDays(i);
            List<Posting> held =
                    accepted.stream().filter(post -> post.holds(day)).toList();
            if (!held.isEmpty()) {
                assertThat(held.stream().filter(Posting::main))
                        .as("main on " + day)
                        .hasSize(1);
                assertThat(held.stream().map(post -> post.place().department())).doesNotHaveDuplicates();
            }
            if (leftOn != null && !day.isBefore(leftOn)) {
                assertThat(held).isEmpty();
            }
        }
        assertThat(accepted).allMatch(post -> Days.endsAfter(post.to(), post.from()));
    }
}
