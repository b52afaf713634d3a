package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Department;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.organisation.PersonView.Known;
import kr.dure.persistence.Tx;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Organisation}, computed from the days at every question. */
@Component
public final class OrganisationImpl implements Organisation {
    private final Tx tx;
    private final Clock clock;

    @Activate
    public OrganisationImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public LocalDate today() {
        return Days.today(clock);
    }

    @Override
    public Optional<Person> person(UUID id) {
        return tx.read(session -> new PersonRepository(session).find(id).map(PersonEntity::toPerson));
    }

    @Override
    public Optional<Department> department(UUID id, LocalDate at) {
        return tx.read(session -> new DepartmentRepository(session).on(id, at).map(DepartmentView::toDepartment));
    }

    @Override
    public List<Department> path(UUID department, LocalDate at) {
        return tx.read(session -> new DepartmentRepository(session)
                .path(department, at).stream().map(DepartmentView::toDepartment).toList());
    }

    @Override
    public Page<Department> children(UUID department, LocalDate at, String after, int limit) {
        Page.checkLimit(limit);
        List<DepartmentView> children =
                tx.read(session -> new DepartmentTree(new DepartmentRepository(session).on(at)).children(department));
        Page<DepartmentView> page = Pages.after(children, Pages.cursor(after), limit, DepartmentView::id);
        return new Page<>(
                page.items().stream().map(DepartmentView::toDepartment).toList(), page.next());
    }

    @Override
    public Page<Person> members(UUID department, boolean deep, LocalDate at, String after, int limit) {
        Page.checkLimit(limit);
        UUID cursor = Pages.cursor(after);
        List<Person> people = tx.read(session -> {
            List<UUID> where = deep ? new DepartmentRepository(session).subtree(department, at) : List.of(department);
            return new PersonRepository(session)
                    .search(at, null, where, cursor, limit + 1).stream()
                            .map(Known::person)
                            .toList();
        });
        return Page.of(people, limit, person -> person.id().toString());
    }

    @Override
    public Page<Department> departments(LocalDate at, String after, int limit) {
        Page.checkLimit(limit);
        List<Department> rows = tx.read(session -> new DepartmentRepository(session)
                .on(at).stream()
                        .map(DepartmentView::toDepartment)
                        .filter(department ->
                                after == null || department.id().toString().compareTo(after) > 0)
                        .sorted(Comparator.comparing(
                                department -> department.id().toString()))
                        .limit(limit + 1L)
                        .toList());
        return Page.of(rows, limit, department -> department.id().toString());
    }

    @Override
    public Page<Person> people(LocalDate at, String after, int limit) {
        Page.checkLimit(limit);
        UUID cursor = Pages.cursor(after);
        List<Person> rows = tx.read(session -> new PersonRepository(session)
                .search(at, null, null, cursor, limit + 1).stream()
                        .map(Known::person)
                        .toList());
        return Page.of(rows, limit, person -> person.id().toString());
    }

    @Override
    public List<Post> posts(UUID person, LocalDate at) {
        return tx.read(session -> new PostRepository(session).on(List.of(person), at));
    }

    @Override
    public List<Placed> placed(Collection<UUID> people, LocalDate at) {
        return people.isEmpty() ? List.of() : tx.read(session -> new PostRepository(session).placed(people, at));
    }

    @Override
    public Optional<Person> head(UUID department, LocalDate at) {
        return tx.read(session -> new PostRepository(session)
                .heads(List.of(department), at).stream()
                        .findFirst()
                        .flatMap(post -> new PersonRepository(session).find(post.personId()))
                        .map(PersonEntity::toPerson));
    }

    @Override
    public Optional<Person> superior(UUID person, int level, LocalDate at) {
        if (level < 1) {
            throw new IllegalArgumentException("The first superior is level 1.");
        }
        return tx.read(session -> {
            PostRepository posts = new PostRepository(session);
            List<UUID> upwards = new ArrayList<>();
            posts.on(List.of(person), at).stream()
                    .filter(Post::main)
                    .findFirst()
                    .ifPresent(main -> new DepartmentRepository(session)
                            .path(main.departmentId(), at)
                            .forEach(department -> upwards.add(0, department.id())));
            Map<UUID, UUID> heads = posts.heads(upwards, at).stream()
                    .collect(Collectors.toMap(Post::departmentId, Post::personId, (first, second) -> first));
            Set<UUID> superiors = new LinkedHashSet<>();
            upwards.stream()
                    .map(heads::get)
                    .filter(head -> head != null && !head.equals(person))
                    .forEach(superiors::add);
            return superiors.stream()
                    .skip(level - 1L)
                    .findFirst()
                    .flatMap(id -> new PersonRepository(session).find(id))
                    .map(PersonEntity::toPerson);
        });
    }
}
