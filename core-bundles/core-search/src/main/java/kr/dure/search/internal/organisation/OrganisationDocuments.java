package kr.dure.search.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Department;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.SearchSource;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * People and departments of today, for everybody. It stands here because the index needs {@link Organisation} itself:
 * core-identity cannot know the index. What only some may read of a person is left out.
 */
@Component(service = {SearchSource.class, OrganisationDocuments.class})
public final class OrganisationDocuments implements SearchSource {
    static final String PERSON = "organisation.person";
    static final String DEPARTMENT = "organisation.department";

    private final Organisation organisation;
    private final Clock clock;

    @Activate
    public OrganisationDocuments(@Reference Organisation organisation, @Reference Clock clock) {
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public String app() {
        return "organisation";
    }

    @Override
    public List<String> kinds() {
        return List.of(DEPARTMENT, PERSON);
    }

    @Override
    public Page<SearchDocument> documents(String kind, String after, int limit) {
        LocalDate today = organisation.today();
        if (kind.equals(DEPARTMENT)) {
            Page<Department> page = organisation.departments(today, after, limit);
            return new Page<>(
                    page.items().stream()
                            .map(department -> document(department, today))
                            .toList(),
                    page.next());
        }
        Page<Person> page = organisation.people(today, after, limit);
        return new Page<>(
                page.items().stream().map(person -> document(person, today)).toList(), page.next());
    }

    /** The department's document; empty when it does not exist today. */
    Optional<SearchDocument> department(UUID id) {
        LocalDate today = organisation.today();
        return organisation.department(id, today).map(department -> document(department, today));
    }

    /** The person's document; empty for one who is not there today. */
    Optional<SearchDocument> person(UUID id) {
        LocalDate today = organisation.today();
        return organisation
                .person(id)
                .filter(person -> person.leftOn() == null || person.leftOn().isAfter(today))
                .filter(person ->
                        person.joinedOn() == null || !person.joinedOn().isAfter(today))
                .map(person -> document(person, today));
    }

    /** The documents of those who have a post in a department; their texts name it. */
    Page<SearchDocument> members(UUID department, String after, int limit) {
        LocalDate today = organisation.today();
        Page<Person> page = organisation.members(department, false, today, after, limit);
        return new Page<>(
                page.items().stream().map(person -> document(person, today)).toList(), page.next());
    }

    private SearchDocument document(Department department, LocalDate today) {
        String path = organisation.path(department.id(), today).stream()
                .map(Department::name)
                .collect(Collectors.joining(" > "));
        return new SearchDocument(
                DEPARTMENT,
                department.id().toString(),
                department.name(),
                department.code() == null ? path : path + "\n" + department.code(),
                Readers.all(),
                "/directory?department=" + department.id(),
                clock.instant());
    }

    private SearchDocument document(Person person, LocalDate today) {
        List<String> lines = new ArrayList<>();
        for (Post post : organisation.posts(person.id(), today)) {
            List<String> words = new ArrayList<>();
            words.add(post.departmentName());
            if (post.position() != null) {
                words.add(post.position());
            }
            if (post.duty() != null) {
                words.add(post.duty());
            }
            lines.add(String.join(" ", words));
        }
        return new SearchDocument(
                PERSON,
                person.id().toString(),
                person.name(),
                String.join("\n", lines),
                Readers.all(),
                "/directory?person=" + person.id(),
                clock.instant());
    }
}
