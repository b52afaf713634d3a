package kr.dure.identity.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.organisation.PersonService.NewPerson;
import kr.dure.identity.internal.organisation.PersonService.NewPost;
import kr.dure.identity.internal.organisation.PersonService.PersonChange;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonServiceTest {
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 29);
    private static final LocalDate FEBRUARY = LocalDate.of(2027, 2, 1);
    private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);

    private final TestIdentity identity = new TestIdentity();
    private final TestOrganisation organisation = identity.organisation;
    private final Tenant acme = identity.company();

    private UUID company;
    private UUID sales;
    private UUID tech;
    private UUID kim;

    @BeforeEach
    void found() {
        organisation.makeIt(TODAY);
        in(() -> {
            company = organisation.department("두레", null);
            sales = organisation.department("영업부", company);
            tech = organisation.department("기술부", company);
            return kim = organisation.person("김두레", sales);
        });
    }

    private <T> T in(Supplier<T> work) {
        return identity.in(acme, work);
    }

    private <P extends Problem> P refused(Class<P> type, Supplier<?> work) {
        return catchThrowableOfType(type, () -> in(work));
    }

    private List<UUID> departments(LocalDate day) {
        return in(() -> organisation.organisation.posts(kim, day).stream()
                .map(Post::departmentId)
                .toList());
    }

    private long told(String type) {
        return TestIdentity.count("platform.outbox WHERE tenant_id = '" + acme.id() + "' AND type = 'identity." + type
                + "/1' AND key = '" + kim + "'");
    }

    private UUID duty(String name, boolean head) {
        return in(() -> organisation
                .titles
                .add(TitleKind.DUTY, new TitleService.Given(name, null, head))
                .title()
                .id());
    }

    @Test
    void aPlannedTransferEndsTheMainPostOnItsDayAndIsToldThen() {
        in(() -> organisation.post(kim, tech, true, FEBRUARY, null));
        assertThat(departments(FEBRUARY.minusDays(1))).containsExactly(sales);
        assertThat(departments(FEBRUARY)).containsExactly(tech);
        assertThat(told("person-transferred")).as("the first post").isEqualTo(1);
        organisation.makeIt(FEBRUARY.plusDays(3));
        organisation.nightlyRun(acme);
        organisation.nightlyRun(acme);
        assertThat(told("person-transferred")).isEqualTo(2);
    }

    @Test
    void aConcurrentPostStandsBesideTheMainOneUntilItsEnd() {
        in(() -> organisation.post(kim, tech, false, TODAY, FEBRUARY));
        assertThat(departments(TODAY)).containsExactly(sales, tech);
        assertThat(departments(FEBRUARY)).containsExactly(sales);
        assertThat(in(() -> organisation.people.history(kim))).hasSize(2);
    }

    @Test
    void nobodyHasTwoPostsInOneDepartmentOnOneDay() {
        refused(Conflict.class, () -> organisation.post(kim, sales, false, FEBRUARY, null));
        in(() -> organisation.post(kim, tech, true, MARCH, null));
        refused(Conflict.class, () -> organisation.post(kim, tech, false, FEBRUARY, MARCH.plusDays(1)));
        in(() -> organisation.post(kim, tech, false, FEBRUARY, MARCH));
        assertThat(departments(FEBRUARY)).containsExactly(sales, tech);
        assertThat(departments(MARCH)).containsExactly(tech);
    }

    @Test
    void aPostNeedsADepartmentThatStaysAndATitleThatIs() {
        in(() -> {
            organisation.departments.close(tech, MARCH, null, null);
            return null;
        });
        Invalid closed = refused(Invalid.class, () -> organisation.post(kim, tech, true, FEBRUARY, null));
        assertThat(closed.errors()).extracting(Problem.FieldError::field).containsExactly("departmentId");
        in(() -> organisation.post(kim, tech, false, FEBRUARY, MARCH));
        Invalid title = refused(
                Invalid.class,
                () -> organisation.people.post(
                        kim, new NewPost(company, UUID.randomUUID(), null, true, null, null), null));
        assertThat(title.errors()).extracting(Problem.FieldError::field).containsExactly("positionId");
    }

    @Test
    void aPlannedPostIsTakenBackAndOneThatHasBegunIsNot() {
        UUID planned = in(() -> organisation.post(kim, tech, true, FEBRUARY, null));
        in(() -> organisation.people.cancel(kim, planned, null));
        assertThat(departments(MARCH)).containsExactly(sales);
        UUID begun = in(() -> organisation.organisation.posts(kim, TODAY).get(0).id());
        refused(Conflict.class, () -> organisation.people.cancel(kim, begun, null));
    }

    @Test
    void whoLeavesHoldsNothingFromThatDayOnAndStaysInTheHistory() {
        in(() -> organisation.post(kim, tech, false, TODAY, null));
        in(() -> organisation.people.leave(kim, FEBRUARY, null));
        assertThat(departments(FEBRUARY.minusDays(1))).containsExactly(sales, tech);
        assertThat(departments(FEBRUARY)).isEmpty();
        refused(Conflict.class, () -> organisation.post(kim, tech, true, MARCH, null));
        organisation.makeIt(MARCH);
        organisation.nightlyRun(acme);
        organisation.nightlyRun(acme);
        assertThat(told("person-left")).isEqualTo(1);
        assertThat(in(() -> organisation.organisation.person(kim)).orElseThrow().leftOn())
                .isEqualTo(FEBRUARY);
        assertThat(in(() -> organisation
                        .people
                        .list(null, null, false, null, null, 50)
                        .items()))
                .isEmpty();
    }

    @Test
    void headsAndSuperiorsAreFoundUpTheTree() {
        UUID head = duty("부서장", true);
        UUID lee = in(() -> organisation.person("이마을", sales));
        UUID boss = in(() -> organisation.person("박대표", company));
        in(() -> organisation.people.post(lee, new NewPost(sales, null, head, true, null, null), null));
        in(() -> organisation.people.post(boss, new NewPost(company, null, head, true, null, null), null));
        assertThat(superior(kim, 1)).isEqualTo("이마을");
        assertThat(superior(kim, 2)).isEqualTo("박대표");
        assertThat(superior(kim, 3)).isEmpty();
        assertThat(superior(lee, 1)).isEqualTo("박대표");
        assertThat(superior(boss, 1)).isEmpty();
        assertThat(in(() -> organisation.organisation.head(tech, TODAY))).isEmpty();
        refused(Conflict.class, () -> {
            organisation.titles.remove(TitleKind.DUTY, head, null);
            return null;
        });
    }

    @Test
    void severalPeopleAreFoundAtOnceEachWithHisPostsOfTheDay() {
        in(() -> organisation.post(kim, tech, false, TODAY, null));
        UUID lee = in(() -> organisation.person("이마을", null));
        UUID park = in(() -> organisation.person("박퇴사", sales));
        in(() -> organisation.people.leave(park, TODAY, null));
        UUID choi = in(() -> organisation.person("최내일", null));
        in(() -> organisation.post(choi, tech, true, FEBRUARY, null));
        List<UUID> asked = List.of(kim, lee, park, choi, UUID.randomUUID(), kim);
        for (LocalDate day : List.of(TODAY, FEBRUARY)) {
            List<Organisation.Placed> placed = in(() -> organisation.organisation.placed(asked, day));
            assertThat(placed).extracting(one -> one.person().id()).containsExactlyInAnyOrder(kim, lee, park, choi);
            for (Organisation.Placed one : placed) {
                UUID id = one.person().id();
                assertThat(one.person())
                        .isEqualTo(
                                in(() -> organisation.organisation.person(id)).orElseThrow());
                assertThat(one.posts()).isEqualTo(in(() -> organisation.organisation.posts(id, day)));
            }
        }
        assertThat(in(() -> organisation.organisation.placed(List.of(kim), TODAY))
                        .get(0)
                        .posts())
                .extracting(Post::departmentId)
                .containsExactly(sales, tech);
        assertThat(in(() -> organisation.organisation.placed(List.of(choi), TODAY))
                        .get(0)
                        .posts())
                .isEmpty();
        assertThat(identity.in(identity.company(), () -> organisation.organisation.placed(asked, TODAY)))
                .isEmpty();
    }

    private String superior(UUID person, int level) {
        return in(() -> organisation.organisation.superior(person, level, TODAY))
                .map(Person::name)
                .orElse("");
    }

    @Test
    void privateDetailsAreForThePersonAndForThoseWhoKeepTheOrganisation() {
        in(() -> organisation.people.change(
                kim, new PersonChange(null, "E-1", "02-123-4567", "010-1234-5678", null), null));
        Caller colleague = new Caller(UUID.randomUUID(), "lee", "이마을", false, false, Set.of());
        PersonView seen = identity.as(
                acme, colleague, () -> organisation.people.get(kim, null).person());
        assertThat(seen.employeeNumber()).isNull();
        assertThat(seen.mobile()).isNull();
        assertThat(seen.workPhone()).isEqualTo("02-123-4567");
        Caller self = new Caller(kim, "kim", "김두레", false, false, Set.of());
        assertThat(identity.as(acme, self, () -> organisation.people.get(kim, null))
                        .person()
                        .mobile())
                .isEqualTo("010-1234-5678");
        refused(
                Conflict.class,
                () -> organisation.people.add(
                        new NewPerson(null, "둘째", "E-1", null, null, null, null, null, null, null)));
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        Invalid invalid = refused(
                Invalid.class,
                () -> organisation.people.add(new NewPerson(
                        null, "", "n".repeat(41), "no phone", "=1+1", null, null, UUID.randomUUID(), null, null)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .contains("name", "employeeNumber", "workPhone", "mobile", "departmentId");
        assertThat(refused(Invalid.class, () -> organisation.post(kim, tech, false, FEBRUARY, FEBRUARY))
                        .errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("to");
    }
}
