package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kr.dure.identity.Organisation.Placed;
import kr.dure.identity.Post;
import kr.dure.identity.internal.organisation.Sql.Row;
import kr.dure.persistence.Session;

/** Posts over time. */
final class PostRepository {
    private static final String POSTING = "SELECT o.id, o.person_id, o.department_id, o.position_id, o.duty_id, o.main,"
            + " o.valid_from, o.valid_to FROM post o";

    private final Sql sql;

    PostRepository(Session session) {
        this.sql = new Sql(session);
    }

    /** A person's whole career. */
    List<Posting> of(UUID person) {
        return sql.rows(POSTING + " WHERE o.person_id = ?1", PostRepository::posting, person);
    }

    /** Everybody's posts that hold on {@code day} or later, or end with it. */
    List<Posting> from(LocalDate day) {
        return sql.rows(POSTING + " WHERE o.valid_to IS NULL OR o.valid_to >= ?1", PostRepository::posting, day);
    }

    /** As {@link #from(LocalDate)}, of those who have something in a department then. */
    List<Posting> from(UUID department, LocalDate day) {
        return sql.rows(
                POSTING + " WHERE (o.valid_to IS NULL OR o.valid_to >= ?1) AND o.person_id IN (SELECT i.person_id"
                        + " FROM post i WHERE i.department_id = ?2 AND (i.valid_to IS NULL OR i.valid_to > ?1))",
                PostRepository::posting,
                day,
                department);
    }

    /** Whether anybody has ever had a post there. */
    boolean knows(UUID department) {
        return !sql.rows("SELECT o.id FROM post o WHERE o.department_id = ?1 LIMIT 1", row -> row, department)
                .isEmpty();
    }

    /** The people's posts of a day, main ones first. */
    List<Post> on(Collection<UUID> people, LocalDate day) {
        return sql.rows(
                view("?2")
                        + " WHERE o.person_id IN (SELECT unnest(CAST(?1 AS uuid[])))"
                        + " AND o.valid_from <= ?2 AND (o.valid_to IS NULL OR o.valid_to > ?2)"
                        + " ORDER BY o.person_id, o.main DESC, o.valid_from, o.id",
                PostRepository::post,
                SqlArray.of(people),
                day);
    }

    /** The people, each with his posts of a day, main ones first. */
    List<Placed> placed(Collection<UUID> people, LocalDate day) {
        Map<UUID, Placed> placed = new LinkedHashMap<>();
        sql.rows(
                        "SELECT h.id, h.name, h.employee_number, h.work_phone, h.mobile, h.joined_on, h.left_on, o.*"
                                + " FROM person h LEFT JOIN (" + view("?2")
                                + " WHERE o.valid_from <= ?2 AND (o.valid_to IS NULL OR o.valid_to > ?2))"
                                + " AS o (post_id, person_id, department_id, department, position_id, title, duty_id, duty,"
                                + " head, main, valid_from, valid_to) ON o.person_id = h.id"
                                + " WHERE h.id IN (SELECT unnest(CAST(?1 AS uuid[])))"
                                + " ORDER BY h.id, o.main DESC, o.valid_from, o.post_id",
                        row -> new Placed(
                                PersonRepository.person(row), row.id(7) == null ? List.of() : List.of(post(row, 7))),
                        SqlArray.of(people),
                        day)
                .forEach(one -> placed.merge(one.person().id(), one, PostRepository::both));
        return List.copyOf(placed.values());
    }

    private static Placed both(Placed one, Placed other) {
        return new Placed(
                one.person(),
                Stream.concat(one.posts().stream(), other.posts().stream()).toList());
    }

    /** All posts of all people on a day. */
    List<Post> on(LocalDate day) {
        return sql.rows(
                view("?1") + " WHERE o.valid_from <= ?1 AND (o.valid_to IS NULL OR o.valid_to > ?1)"
                        + " ORDER BY o.person_id, o.main DESC, o.valid_from, o.id",
                PostRepository::post,
                day);
    }

    /** All a person has had, has and is to have, the latest first. */
    List<Post> history(UUID person) {
        return sql.rows(
                view("o.valid_from") + " WHERE o.person_id = ?1 ORDER BY o.valid_from DESC, o.main DESC, o.id",
                PostRepository::post,
                person);
    }

    /** Who holds a post that leads one of the departments on a day, the first of each being its head. */
    List<Post> heads(Collection<UUID> departments, LocalDate day) {
        return sql.rows(
                view("?2")
                        + " WHERE o.department_id IN (SELECT unnest(CAST(?1 AS uuid[]))) AND u.head"
                        + " AND o.valid_from <= ?2 AND (o.valid_to IS NULL OR o.valid_to > ?2)"
                        + " ORDER BY o.department_id, o.main DESC, u.sort_order, p.sort_order, o.valid_from, o.id",
                PostRepository::post,
                SqlArray.of(departments),
                day);
    }

    /** Writes what has become of careers. */
    void write(Collection<Posting> removed, Collection<Posting> added) {
        if (!removed.isEmpty()) {
            sql.run(
                    "DELETE FROM post o USING unnest(CAST(?1 AS uuid[])) AS v (id) WHERE o.id = v.id",
                    SqlArray.of(removed, Posting::id));
        }
        if (!added.isEmpty()) {
            sql.run(
                    "INSERT INTO post"
                            + " (id, person_id, department_id, position_id, duty_id, main, valid_from, valid_to)"
                            + " SELECT * FROM unnest(CAST(?1 AS uuid[]), CAST(?2 AS uuid[]), CAST(?3 AS uuid[]),"
                            + " CAST(?4 AS uuid[]), CAST(?5 AS uuid[]), CAST(?6 AS boolean[]), CAST(?7 AS date[]),"
                            + " CAST(?8 AS date[]))",
                    SqlArray.of(added, Posting::id),
                    SqlArray.of(added, Posting::person),
                    SqlArray.of(added, posting -> posting.place().department()),
                    SqlArray.of(added, posting -> posting.place().position()),
                    SqlArray.of(added, posting -> posting.place().duty()),
                    SqlArray.of(added, Posting::main),
                    SqlArray.of(added, Posting::from),
                    SqlArray.of(added, Posting::to));
        }
    }

    /** @param day an expression for the day whose names are shown */
    private static String view(String day) {
        return "SELECT o.id, o.person_id, o.department_id, v.name, o.position_id, p.name, o.duty_id, u.name,"
                + " coalesce(u.head, false), o.main, o.valid_from, o.valid_to FROM post o"
                + " JOIN department_version v ON v.tenant_id = o.tenant_id AND v.department_id = o.department_id"
                + " AND v.valid_from <= " + day + " AND (v.valid_to IS NULL OR v.valid_to > " + day + ")"
                + " LEFT JOIN job_position p ON p.tenant_id = o.tenant_id AND p.id = o.position_id"
                + " LEFT JOIN duty u ON u.tenant_id = o.tenant_id AND u.id = o.duty_id";
    }

    private static Posting posting(Row row) {
        return new Posting(
                row.id(0), row.id(1), new Place(row.id(2), row.id(3), row.id(4)), row.yes(5), row.day(6), row.day(7));
    }

    private static Post post(Row row) {
        return post(row, 0);
    }

    /** @param first the column that {@link #view} begins with */
    private static Post post(Row row, int first) {
        return new Post(
                row.id(first),
                row.id(first + 1),
                row.id(first + 2),
                row.text(first + 3),
                row.id(first + 4),
                row.text(first + 5),
                row.id(first + 6),
                row.text(first + 7),
                row.yes(first + 8),
                row.yes(first + 9),
                row.day(first + 10),
                row.day(first + 11));
    }
}
