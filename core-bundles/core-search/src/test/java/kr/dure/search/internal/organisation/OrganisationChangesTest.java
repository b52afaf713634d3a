package kr.dure.search.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.Received;
import kr.dure.search.SearchDocument;
import kr.dure.search.internal.TestSearch;
import kr.dure.search.internal.organisation.OrganisationChanges.DepartmentChanged;
import kr.dure.search.internal.organisation.OrganisationChanges.PersonAdded;
import kr.dure.search.internal.organisation.OrganisationChanges.PersonLeft;
import kr.dure.search.internal.organisation.OrganisationChanges.PersonRenamed;
import kr.dure.search.internal.organisation.OrganisationChanges.PersonTransferred;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

class OrganisationChangesTest {
    private final TestSearch test = TestSearch.create();
    private final OrganisationDocuments documents = new OrganisationDocuments(test.chart, Clock.systemUTC());
    private final OrganisationChanges changes = new OrganisationChanges(TestSearch.tx(), test.search, documents);

    OrganisationChangesTest() {
        test.addSource(documents);
    }

    private void tell(Record event) {
        Tenants.run(test.tenant, () -> changes.handle(new Received(UUID.randomUUID(), "x", Instant.now(), event)));
    }

    private UUID person(String name, UUID... departments) {
        UUID id = UUID.randomUUID();
        test.chart.names.put(id, name);
        test.chart.posts.put(id, Set.of(departments));
        return id;
    }

    @Test
    void peopleAreFoundByNameConsonantsAndDepartmentUntilTheyLeave() {
        UUID sales = test.chart.department("영업팀", null);
        UUID kim = person("김두레", sales);
        tell(new PersonAdded(kim));
        assertThat(test.ids("두레")).containsExactly(kim.toString());
        assertThat(test.ids("ㄱㄷㄹ")).containsExactly(kim.toString());
        assertThat(test.ids("영업")).containsExactly(kim.toString());
        test.chart.posts.put(kim, Set.of(test.chart.department("법무팀", null)));
        tell(new PersonTransferred(kim));
        assertThat(test.ids("영업")).isEmpty();
        assertThat(test.ids("김두레 법무")).containsExactly(kim.toString());
        test.chart.names.put(kim, "이두레");
        tell(new PersonRenamed(kim));
        assertThat(test.ids("김두레")).isEmpty();
        test.chart.left.add(kim);
        tell(new PersonLeft(kim));
        assertThat(test.ids("두레")).isEmpty();
    }

    @Test
    void aDepartmentsNewNameIsFoundAtItsMembersTooAndAClosedOneNotAtAll() {
        UUID sales = test.chart.department("영업팀", null);
        UUID kim = person("김두레", sales);
        tell(new DepartmentChanged(sales));
        assertThat(test.ids("영업팀")).containsExactly(sales.toString(), kim.toString());
        test.chart.names.put(sales, "고객팀");
        tell(new DepartmentChanged(sales));
        assertThat(test.ids("영업팀")).isEmpty();
        assertThat(test.ids("고객팀")).containsExactly(sales.toString(), kim.toString());
        test.chart.posts.put(kim, Set.of());
        test.chart.parents.remove(sales);
        tell(new DepartmentChanged(sales));
        assertThat(test.ids("고객팀")).containsExactly(kim.toString());
    }

    @Test
    void whatOnlySomeMayReadOfAPersonIsNotThere() {
        UUID kim = person("김두레", test.chart.department("영업팀", null));
        SearchDocument document = documents.person(kim).orElseThrow();
        assertThat(document.text()).doesNotContain("777").doesNotContain("0101234");
        assertThat(documents.documents("organisation.person", null, 10).items())
                .extracting(SearchDocument::id)
                .containsExactly(kim.toString());
        assertThat(documents.documents("organisation.department", null, 10).items())
                .extracting(SearchDocument::title)
                .containsExactly("영업팀");
    }
}
