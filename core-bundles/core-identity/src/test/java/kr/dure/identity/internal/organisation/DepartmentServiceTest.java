package kr.dure.identity.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Department;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.organisation.DepartmentService.DepartmentChange;
import kr.dure.identity.internal.organisation.DepartmentService.NewDepartment;
import kr.dure.identity.internal.organisation.DepartmentService.Stretch;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepartmentServiceTest {
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 29);
    private static final LocalDate MONTH_END = LocalDate.of(2027, 1, 31);
    private static final LocalDate FEBRUARY = LocalDate.of(2027, 2, 1);

    private final TestIdentity identity = new TestIdentity();
    private final TestOrganisation organisation = identity.organisation;
    private final Tenant acme = identity.company();
    private final Tenant bravo = identity.company();

    private UUID company;
    private UUID sales;
    private UUID team;

    @BeforeEach
    void found() {
        organisation.makeIt(TODAY);
        run(() -> {
            company = organisation.department("두레", null);
            sales = organisation.department("영업부", company);
            team = organisation.department("1팀", sales);
        });
    }

    private void run(Runnable work) {
        identity.in(acme, () -> {
            work.run();
            return null;
        });
    }

    private <P extends Problem> P refused(Class<P> type, Runnable work) {
        return catchThrowableOfType(type, () -> run(work));
    }

    private List<String> path(UUID department, LocalDate day) {
        return identity.in(
                acme,
                () -> organisation.organisation.path(department, day).stream()
                        .map(Department::name)
                        .toList());
    }

    private long told(String type, UUID subject) {
        return TestIdentity.count("platform.outbox WHERE tenant_id = '" + acme.id() + "' AND type = 'identity." + type
                + "/1' AND key = '" + subject + "'");
    }

    @Test
    void aDepartmentIsFoundedRenamedAndMovedAndKeepsItsHistory() {
        organisation.makeIt(MONTH_END);
        run(() -> {
            organisation.rename(team, "특수팀", null);
            organisation.move(team, company, null);
        });
        organisation.makeIt(FEBRUARY);
        run(() -> organisation.move(team, null, null));
        assertThat(path(team, TODAY)).containsExactly("두레", "영업부", "1팀");
        assertThat(path(team, MONTH_END)).containsExactly("두레", "특수팀");
        assertThat(path(team, FEBRUARY)).containsExactly("특수팀");
        assertThat(path(team, TODAY.minusDays(1))).isEmpty();
        assertThat(identity.in(acme, () -> organisation.departments.history(team)))
                .extracting(Stretch::from)
                .containsExactly(TODAY, MONTH_END, FEBRUARY);
    }

    @Test
    void aPlannedMoveHoldsFromItsDayOnWithoutAnyRunAndIsToldByTheNightlyOne() {
        run(() -> organisation.move(team, company, FEBRUARY));
        assertThat(told("department-changed", team)).as("the founding").isEqualTo(1);
        organisation.makeIt(MONTH_END);
        organisation.nightlyRun(acme);
        assertThat(path(team, MONTH_END)).containsExactly("두레", "영업부", "1팀");
        assertThat(told("department-changed", team)).isEqualTo(1);
        organisation.makeIt(FEBRUARY);
        assertThat(path(team, FEBRUARY)).containsExactly("두레", "1팀");
        organisation.nightlyRun(acme);
        organisation.nightlyRun(acme);
        assertThat(told("department-changed", team)).isEqualTo(2);
    }

    @Test
    void changesOfSeveralDaysAreToldOneByOneWhenTheClockJumpsOverThem() {
        run(() -> {
            organisation.move(team, company, MONTH_END);
            organisation.rename(team, "특수팀", FEBRUARY);
            organisation.rename(sales, "해외영업부", FEBRUARY.plusDays(20));
        });
        organisation.makeIt(FEBRUARY.plusDays(9));
        organisation.nightlyRun(acme);
        assertThat(told("department-changed", team)).isEqualTo(3);
        assertThat(told("department-changed", sales)).isEqualTo(1);
        assertThat(TestIdentity.count("platform.outbox WHERE key = '" + team + "' AND body LIKE '%2027-02-01%'"
                        + " AND body LIKE '%특수팀%' AND body LIKE '%" + company + "%'"))
                .isEqualTo(1);
        organisation.makeIt(FEBRUARY.plusMonths(3));
        organisation.nightlyRun(acme);
        assertThat(told("department-changed", team)).isEqualTo(3);
        assertThat(told("department-changed", sales)).isEqualTo(2);
    }

    @Test
    void whatIsTakenBackIsNeverTold() {
        run(() -> organisation.move(team, company, FEBRUARY));
        run(() -> organisation.departments.cancel(team, FEBRUARY, null));
        organisation.makeIt(FEBRUARY.plusDays(2));
        organisation.nightlyRun(acme);
        assertThat(path(team, FEBRUARY)).containsExactly("두레", "영업부", "1팀");
        assertThat(told("department-changed", team)).isEqualTo(1);
    }

    @Test
    void noDepartmentStandsBelowItselfOnAnyDay() {
        refused(Conflict.class, () -> organisation.move(company, team, null));
        refused(Conflict.class, () -> organisation.move(team, team, null));
        UUID other = identity.in(acme, () -> organisation.department("기술부", company));
        run(() -> organisation.move(other, team, FEBRUARY));
        assertThat(refused(Conflict.class, () -> organisation.move(sales, other, FEBRUARY.plusDays(5))))
                .isNotNull();
        Conflict circle = refused(Conflict.class, () -> organisation.move(sales, other, null));
        assertThat(circle.getMessage()).contains("2027-02-01");
        assertThat(path(sales, FEBRUARY.plusDays(9))).containsExactly("두레", "영업부");
    }

    @Test
    void twoMovesAtOnceMakeNoCircle() {
        UUID one = identity.in(acme, () -> organisation.department("A", null));
        UUID two = identity.in(acme, () -> organisation.department("B", null));
        List<UUID> turns = new java.util.concurrent.CopyOnWriteArrayList<>(List.of(one, two));
        List<Object> answers = TestIdentity.atOnce(2, () -> {
            UUID self = turns.remove(0);
            run(() -> organisation.move(self, self.equals(one) ? two : one, null));
            return "moved";
        });
        assertThat(answers).hasAtLeastOneElementOfType(Conflict.class).contains("moved");
    }

    @Test
    void aDepartmentThatHoldsAnythingIsNotClosedUnlessAnotherTakesItOver() {
        UUID kim = identity.in(acme, () -> organisation.person("김두레", team));
        assertThat(refused(Problem.class, () -> organisation.departments.close(sales, FEBRUARY, null, null))
                        .type())
                .endsWith("department-in-use");
        Problem people = refused(Problem.class, () -> organisation.departments.close(team, FEBRUARY, null, null));
        assertThat(people.status()).isEqualTo(409);
        run(() -> organisation.departments.close(sales, FEBRUARY, company, null));
        run(() -> organisation.departments.close(team, FEBRUARY, company, null));
        assertThat(path(team, MONTH_END)).containsExactly("두레", "영업부", "1팀");
        assertThat(path(team, FEBRUARY)).isEmpty();
        assertThat(identity.in(acme, () -> organisation.organisation.posts(kim, FEBRUARY)))
                .extracting(Post::departmentId)
                .containsExactly(company);
        assertThat(identity.in(acme, () -> organisation.organisation.posts(kim, MONTH_END)))
                .extracting(Post::departmentName)
                .containsExactly("1팀");
    }

    @Test
    void thePastStaysAndAPlannedDayIsNear() {
        assertThat(refused(Invalid.class, () -> organisation.move(team, company, TODAY.minusDays(1)))
                        .errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("from");
        refused(Invalid.class, () -> organisation.move(team, company, TODAY.plusYears(51)));
    }

    @Test
    void aCodeBelongsToOneDepartmentAtATime() {
        refused(Conflict.class, () -> organisation.department("1팀", company));
        run(() -> organisation.departments.close(team, FEBRUARY, null, null));
        refused(Conflict.class, () -> organisation.department("1팀", company, MONTH_END));
        run(() -> organisation.department("1팀", company, FEBRUARY));
        run(() -> {
            assertThat(organisation.departments.list(FEBRUARY, null, 50).items())
                    .extracting(DepartmentView::code)
                    .containsExactly("두레", "1팀", "영업부");
        });
    }

    @Test
    void everyFieldAtFaultIsNamedInBothLanguages() {
        Invalid invalid = refused(
                Invalid.class,
                () -> organisation.departments.add(new NewDepartment(" ", "x".repeat(101), null, -1, null)));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("code", "name", "order");
        assertThat(invalid.errors()).allSatisfy(error -> {
            assertThat(error.message().ko()).isNotBlank();
            assertThat(error.message().en()).isNotBlank();
        });
    }

    @Test
    void whoHasReadAnOlderVersionIsRefused() {
        int version = identity.in(acme, () -> organisation.departments.get(team, null))
                .version();
        run(() -> organisation.rename(team, "특수팀", null));
        DepartmentChange late = new DepartmentChange("늦은 팀", null, null, null);
        assertThat(refused(Problem.class, () -> organisation.departments.change(team, late, version))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void anotherCompanySeesAndReachesNothing() {
        UUID kim = identity.in(acme, () -> organisation.person("김두레", team));
        identity.in(bravo, () -> {
            assertThat(organisation.departments.list(null, null, 50).items()).isEmpty();
            assertThat(organisation.organisation.department(team, TODAY)).isEmpty();
            assertThat(organisation.organisation.person(kim)).isEmpty();
            assertThat(organisation.organisation.posts(kim, TODAY)).isEmpty();
            assertThat(catchThrowableOfType(NotFound.class, () -> organisation.departments.get(team, null)))
                    .isNotNull();
            assertThat(catchThrowableOfType(NotFound.class, () -> organisation.move(team, null, null)))
                    .isNotNull();
            assertThat(catchThrowableOfType(NotFound.class, () -> organisation.people.leave(kim, null, null)))
                    .isNotNull();
            assertThat(catchThrowableOfType(Invalid.class, () -> organisation.department("손님", team)))
                    .isNotNull();
            assertThat(catchThrowableOfType(Invalid.class, () -> organisation.person("손님", team)))
                    .isNotNull();
            return organisation.department("1팀", null);
        });
        assertThat(identity.in(acme, () -> organisation.organisation.department(team, TODAY)))
                .isPresent();
    }

    @Test
    void membersAreListedByNameDeepOrNot() {
        run(() -> {
            organisation.person("나마을", team);
            UUID kim = organisation.person("가두레", sales);
            organisation.post(kim, team, false, null, null);
        });
        assertThat(members(sales, false)).containsExactly("가두레");
        assertThat(members(team, false)).containsExactly("가두레", "나마을");
        assertThat(members(company, true)).containsExactly("가두레", "나마을");
        assertThat(members(company, false)).isEmpty();
    }

    private List<String> members(UUID department, boolean deep) {
        return identity.in(
                acme,
                () -> organisation.organisation.members(department, deep, TODAY, null, 50).items().stream()
                        .map(Person::name)
                        .toList());
    }
}
