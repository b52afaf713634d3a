package kr.dure.approval.internal.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Absences;
import kr.dure.identity.Department;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.web.Page;

/** A small company: sales below the management; who is away is said by the test. */
final class TestCompany implements Organisation, Absences {
    final UUID management = UUID.randomUUID();
    final UUID sales = UUID.randomUUID();
    final UUID finance = UUID.randomUUID();

    private final Map<UUID, Person> people = new LinkedHashMap<>();
    private final Map<UUID, Post> posts = new HashMap<>();
    private final Map<UUID, UUID> deputies = new HashMap<>();

    final UUID president = person("박사장", management, "사장", true);
    final UUID head = person("이부장", sales, "부장", true);
    final UUID kim = person("김대리", sales, "대리", false);
    final UUID choi = person("최과장", sales, "과장", false);
    final UUID treasurer = person("정재무", finance, "부장", true);
    final UUID clerk = person("한주임", finance, "주임", false);

    private UUID person(String name, UUID department, String position, boolean head) {
        UUID id = UUID.randomUUID();
        people.put(id, new Person(id, name, null, null, null, null, null));
        posts.put(
                id,
                new Post(
                        UUID.randomUUID(),
                        id,
                        department,
                        name(department),
                        null,
                        position,
                        null,
                        head ? "부서장" : null,
                        head,
                        true,
                        LocalDate.EPOCH,
                        null));
        return id;
    }

    /** Somebody is away from now on. */
    void away(UUID person, UUID deputy) {
        deputies.put(person, deputy);
    }

    void back(UUID person) {
        deputies.remove(person);
    }

    String nameOf(UUID person) {
        return people.get(person).name();
    }

    private String name(UUID department) {
        return department.equals(management) ? "경영" : department.equals(sales) ? "영업" : "재무";
    }

    @Override
    public LocalDate today() {
        return LocalDate.of(2026, 6, 15);
    }

    @Override
    public Optional<Person> person(UUID id) {
        return Optional.ofNullable(people.get(id));
    }

    @Override
    public Optional<Department> department(UUID id, LocalDate at) {
        boolean known = List.of(management, sales, finance).contains(id);
        return known
                ? Optional.of(new Department(id, name(id), name(id), id.equals(management) ? null : management))
                : Optional.empty();
    }

    @Override
    public List<Department> path(UUID department, LocalDate at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Department> children(UUID department, LocalDate at, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Person> members(UUID department, boolean deep, LocalDate at, String after, int limit) {
        List<Person> all = posts.values().stream()
                .filter(post -> post.departmentId().equals(Objects.requireNonNull(department)))
                .map(post -> people.get(post.personId()))
                .sorted(Comparator.comparing(Person::id))
                .toList();
        // One by one, so that whoever asks must turn the page.
        int from = after == null ? 0 : Integer.parseInt(after);
        String next = from + 1 < all.size() ? String.valueOf(from + 1) : null;
        return new Page<>(all.subList(from, Math.min(from + 1, all.size())), next);
    }

    @Override
    public Page<Department> departments(LocalDate at, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Person> people(LocalDate at, String after, int limit) {
        return new Page<>(new ArrayList<>(people.values()), null);
    }

    @Override
    public List<Post> posts(UUID person, LocalDate at) {
        return posts.containsKey(person) ? List.of(posts.get(person)) : List.of();
    }

    @Override
    public Optional<Person> head(UUID department, LocalDate at) {
        Objects.requireNonNull(department);
        return posts.values().stream()
                .filter(post -> post.head() && post.departmentId().equals(department))
                .findFirst()
                .map(post -> people.get(post.personId()));
    }

    @Override
    public Optional<Person> superior(UUID person, int level, LocalDate at) {
        List<UUID> up = new ArrayList<>(List.of(head, president));
        up.remove(person);
        return level <= up.size() ? person(up.get(level - 1)) : Optional.empty();
    }

    @Override
    public Acting deputyFor(UUID account, LocalDate day, String scope) {
        return deputyFor(account, Instant.EPOCH, scope);
    }

    @Override
    public Acting deputyFor(UUID account, Instant at, String scope) {
        UUID deputy = deputies.get(account);
        return deputy == null
                ? new Acting(account, false, List.of(), List.of(), End.PRESENT)
                : new Acting(deputy, true, List.of(deputy), List.of(), End.DEPUTY);
    }

    @Override
    public Acting deputyFor(UUID account, Instant at, String scope, Instant asOf) {
        return deputyFor(account, at, scope);
    }
}
