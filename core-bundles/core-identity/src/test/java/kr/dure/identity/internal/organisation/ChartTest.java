package kr.dure.identity.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final LocalDate YEAR_END = LocalDate.of(2026, 12, 31);
    private static final LocalDate LEAP = LocalDate.of(2028, 2, 29);

    private final UUID company = UUID.randomUUID();
    private final UUID sales = UUID.randomUUID();
    private final UUID team = UUID.randomUUID();
    private final Chart chart = new Chart(List.of());

    ChartTest() {
        chart.found(company, START, null, "두레", 0);
        chart.found(sales, START, company, "영업부", 0);
        chart.found(team, START, sales, "1팀", 0);
    }

    private String name(UUID id, LocalDate day) {
        return chart.at(id, day).orElseThrow().name();
    }

    private UUID parent(UUID id, LocalDate day) {
        return chart.at(id, day).orElseThrow().parent();
    }

    @Test
    void aChangeHoldsFromItsDayOnAndNotBefore() {
        chart.rename(team, LEAP, "윤일팀");
        chart.move(team, YEAR_END, company);
        assertThat(name(team, LEAP.minusDays(1))).isEqualTo("1팀");
        assertThat(name(team, LEAP)).isEqualTo("윤일팀");
        assertThat(parent(team, YEAR_END.minusDays(1))).isEqualTo(sales);
        assertThat(parent(team, YEAR_END)).isEqualTo(company);
        assertThat(parent(team, LEAP)).isEqualTo(company);
    }

    @Test
    void anEarlierChangeRunsOnThroughAPlannedOneThatSaysSomethingElse() {
        chart.rename(team, YEAR_END, "특수팀");
        chart.move(team, JUNE, company);
        assertThat(parent(team, YEAR_END)).isEqualTo(company);
        assertThat(name(team, YEAR_END)).isEqualTo("특수팀");
        chart.rename(team, JUNE, "여름팀");
        assertThat(name(team, JUNE)).isEqualTo("여름팀");
        assertThat(name(team, YEAR_END)).isEqualTo("특수팀");
    }

    @Test
    void aPlannedChangeTakenBackLeavesNoTrace() {
        List<DepartmentVersion> before = chart.of(team);
        chart.rename(team, YEAR_END, "특수팀");
        chart.move(team, YEAR_END, company);
        assertThat(chart.cancel(team, YEAR_END)).isTrue();
        assertThat(chart.of(team)).isEqualTo(before);
        assertThat(chart.cancel(team, START)).isFalse();
    }

    @Test
    void aClosedDepartmentIsGoneFromItsDayOnAndIsMissedBelow() {
        chart.close(sales, JUNE);
        assertThat(chart.at(sales, JUNE.minusDays(1))).isPresent();
        assertThat(chart.at(sales, JUNE)).isEmpty();
        assertThat(chart.faults(START)).containsExactly(new Chart.Fault(team, JUNE, Chart.Reason.NO_PARENT));
        chart.reopen(sales);
        assertThat(chart.faults(START)).isEmpty();
    }

    @Test
    void aCircleThatOnlyAPlannedMoveClosesIsFoundOnItsDay() {
        chart.move(sales, YEAR_END, team);
        assertThat(chart.faults(START))
                .extracting(Chart.Fault::day, Chart.Fault::reason)
                .contains(org.assertj.core.groups.Tuple.tuple(YEAR_END, Chart.Reason.CYCLE));
        chart.move(team, JUNE, company);
        assertThat(chart.faults(START)).isEmpty();
    }

    @Test
    void twoMayChangePlacesInOneStep() {
        chart.move(team, JUNE, company);
        chart.move(sales, JUNE, team);
        assertThat(chart.faults(START)).isEmpty();
        assertThat(parent(sales, JUNE)).isEqualTo(team);
    }

    @Test
    void thirtyLevelsAreEnough() {
        UUID above = team;
        for (int level = 4; level <= Chart.MAX_DEPTH + 1; level++) {
            UUID next = UUID.randomUUID();
            chart.found(next, START, above, "깊은 부서", 0);
            above = next;
        }
        assertThat(chart.faults(START)).containsExactly(new Chart.Fault(above, START, Chart.Reason.TOO_DEEP));
    }

    /** What an administrator might ask for. */
    record Move(int department, int parent, int day, int kind) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(-1, 7),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 9))
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void acceptedChangesNeverMakeACircleOnAnyDay(@ForAll("moves") List<Move> moves) {
        List<UUID> ids = new ArrayList<>();
        List<DepartmentVersion> accepted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(UUID.randomUUID());
            accepted.add(new DepartmentVersion(ids.get(i), START, null, i == 0 ? null : ids.get(i / 2), "D" + i, i));
        }
        for (Move move : moves) {
            UUID id = ids.get(move.department());
            LocalDate day = START.plusDays(move.day() * 9L + 1);
            Chart next = new Chart(accepted);
            if (next.at(id, day).isEmpty()) {
                continue;
            }
            switch (move.kind()) {
                case 0 -> next.close(id, day);
                case 1 -> next.cancel(id, day);
                case 2 -> next.rename(id, day, "N" + move.day());
                default -> next.move(id, day, move.parent() < 0 ? null : ids.get(move.parent()));
            }
            if (next.faults(day).isEmpty()) {
                accepted = ids.stream().flatMap(one -> next.of(one).stream()).toList();
            }
        }
        Chart result = new Chart(accepted);
        for (UUID id : ids) {
            withoutGaps(result.of(id));
        }
        for (int day = 0; day < 400; day++) {
            LocalDate on = START.plusDays(day);
            for (UUID id : ids) {
                endsAtTheTop(result, id, on);
            }
        }
    }

    private static void withoutGaps(List<DepartmentVersion> versions) {
        for (int i = 1; i < versions.size(); i++) {
            assertThat(versions.get(i).from()).isEqualTo(versions.get(i - 1).to());
            assertThat(versions.get(i).saysTheSameAs(versions.get(i - 1))).isFalse();
        }
    }

    private static void endsAtTheTop(Chart chart, UUID id, LocalDate day) {
        Set<UUID> seen = new HashSet<>();
        Optional<DepartmentVersion> at = chart.at(id, day);
        while (at.isPresent() && at.get().parent() != null) {
            assertThat(seen.add(at.get().department())).as("circle on " + day).isTrue();
            Optional<DepartmentVersion> above = chart.at(at.get().parent(), day);
            assertThat(above).as("parent on " + day).isPresent();
            at = above;
        }
    }
}
