package kr.dure.approval.internal.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.form.FormContext;
import kr.dure.identity.Organisation;
import kr.dure.identity.Organisation.Placed;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;

/** People as they are today, looked up once for each act. */
final class People implements FormContext.People {
    private final Organisation organisation;
    private final LocalDate today;
    private final Map<UUID, Optional<Placed>> known = new HashMap<>();

    People(Organisation organisation) {
        this.organisation = organisation;
        this.today = organisation.today();
    }

    /** Looks several up at once who will be asked for one by one; null is nobody. */
    void meet(Collection<UUID> accounts) {
        Set<UUID> strangers = new HashSet<>(accounts);
        strangers.remove(null);
        strangers.removeAll(known.keySet());
        strangers.forEach(account -> known.put(account, Optional.empty()));
        organisation
                .placed(strangers, today)
                .forEach(one -> known.put(one.person().id(), Optional.of(one)));
    }

    private Optional<Placed> placed(UUID account) {
        meet(Collections.singleton(account));
        return known.getOrDefault(account, Optional.empty());
    }

    /** Somebody who is there today, with his main post. */
    Optional<Who> find(UUID account) {
        return placed(account)
                .filter(one ->
                        one.person().leftOn() == null || one.person().leftOn().isAfter(today))
                .map(one -> who(one.person(), one.posts().stream().findFirst().orElse(null)));
    }

    /** Who acts. @throws Forbidden for an account that is no person of the company, such as a token's */
    Who acting(UUID account) {
        return find(account)
                .orElseThrow(() -> new Forbidden("회사의 구성원만 결재할 수 있습니다.", "Only people of the company can act."));
    }

    /** Who drafts, in one of his departments. */
    Who drafting(UUID account, UUID department) {
        Who who = acting(account);
        if (department == null) {
            return who;
        }
        Person person = placed(account).orElseThrow().person();
        return posts(account).stream()
                .filter(post -> post.departmentId().equals(department))
                .findFirst()
                .map(post -> who(person, post))
                .orElseThrow(
                        () -> new Invalid("departmentId", "기안자의 부서가 아닙니다.", "This is no department of the drafter."));
    }

    /** @throws Invalid naming {@code field} when nobody has this id */
    Who named(UUID account, String field) {
        return find(account)
                .orElseThrow(() -> new Invalid(field, "재직 중인 사람이 아닙니다.", "There is no such person in the company."));
    }

    boolean memberOf(UUID account, UUID department) {
        return posts(account).stream().anyMatch(post -> post.departmentId().equals(department));
    }

    /** Everybody with a post in a department today, not in those below it. */
    List<UUID> members(UUID department) {
        List<UUID> members = new ArrayList<>();
        String after = null;
        do {
            Page<Person> page = organisation.members(department, false, today, after, Page.MAX_LIMIT);
            page.items().forEach(person -> members.add(person.id()));
            after = page.next();
        } while (after != null);
        return members;
    }

    List<Post> posts(UUID account) {
        return placed(account).map(Placed::posts).orElse(List.of());
    }

    Optional<UUID> head(UUID department) {
        return organisation.head(department, today).map(Person::id);
    }

    LocalDate today() {
        return today;
    }

    Organisation organisation() {
        return organisation;
    }

    @Override
    public Optional<String> person(UUID id) {
        return find(id).map(Who::name);
    }

    @Override
    public Optional<String> department(UUID id) {
        return organisation.department(id, today).map(department -> department.name());
    }

    private static Who who(Person person, Post post) {
        return post == null
                ? new Who(person.id(), person.name(), null, null, null, null)
                : new Who(
                        person.id(),
                        person.name(),
                        post.position(),
                        post.duty(),
                        post.departmentId(),
                        post.departmentName());
    }
}
