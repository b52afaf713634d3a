package kr.dure.identity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.web.Page;

/**
 * The current tenant's departments and people, on any day in the past, today or as planned. Implemented by
 * core-identity; asked inside or outside a transaction.
 *
 * <p>What comes into force is told by the events {@code identity.department-changed/1}, {@code
 * identity.person-added/1}, {@code identity.person-renamed/1}, {@code identity.person-transferred/1} and {@code identity.person-left/1}.
 */
public interface Organisation {
    /** Today in Korea, the day most callers ask about. */
    LocalDate today();

    /** Somebody by id, also one who has left; empty when this tenant has none with it. */
    Optional<Person> person(UUID id);

    /** The department as it is on {@code at}; empty when it does not exist on that day. */
    Optional<Department> department(UUID id, LocalDate at);

    /** From the top down to the department itself; empty when it does not exist on that day. */
    List<Department> path(UUID department, LocalDate at);

    /**
     * The departments directly below one, in their order.
     *
     * @param department null for those at the top
     * @param after {@link Page#next()} of the page before, or null
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    Page<Department> children(UUID department, LocalDate at, String after, int limit);

    /**
     * Who has a post in a department, main or concurrent, by name.
     *
     * @param deep also those of all departments below it, each person once
     * @param after {@link Page#next()} of the page before, or null
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    Page<Person> members(UUID department, boolean deep, LocalDate at, String after, int limit);

    /**
     * All departments that exist on a day, in the order of their ids.
     *
     * @param after {@link Page#next()} of the page before, or null
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    Page<Department> departments(LocalDate at, String after, int limit);

    /**
     * Everybody who belongs to the company on a day, with a post or without, by name.
     *
     * @param after {@link Page#next()} of the page before, or null
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    Page<Person> people(LocalDate at, String after, int limit);

    /** A person's posts on a day, the main one first; empty for nobody's id, before the first and after the last. */
    List<Post> posts(UUID person, LocalDate at);

    /**
     * Several people at once, also such as have left, each with his posts on a day; ids that are nobody's are absent. To be
     * preferred to asking for them one by one: core-identity asks the database once.
     */
    default List<Placed> placed(Collection<UUID> people, LocalDate at) {
        return people.stream()
                .distinct()
                .flatMap(id -> person(id).stream())
                .map(person -> new Placed(person, posts(person.id(), at)))
                .toList();
    }

    /** Who leads a department: the holder of a post there whose duty says so; empty when it is vacant. */
    Optional<Person> head(UUID department, LocalDate at);

    /**
     * Who stands above a person. The first superior is the head of the person's main department or, when there is none
     * or the person is it, of the nearest department above that has one; the second is the next other head on the way
     * up, and so on.
     *
     * @param level 1 for the first
     * @return empty at the top of the company
     */
    Optional<Person> superior(UUID person, int level, LocalDate at);

    /**
     * A person where he stands.
     *
     * @param posts of the day asked about, the main one first; empty when he has none
     */
    record Placed(Person person, List<Post> posts) {
        public Placed {
            posts = List.copyOf(posts);
        }
    }
}
