package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Person;
import kr.dure.identity.internal.organisation.PersonView.Known;
import kr.dure.identity.internal.organisation.Sql.Row;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** People. Of the accounts only id, login id and name are read here. */
final class PersonRepository {
    private static final String KNOWN =
            "SELECT p.id, p.name, p.employee_number, p.work_phone, p.mobile, p.joined_on, p.left_on, a.login_id"
                    + " FROM person p LEFT JOIN account a ON a.tenant_id = p.tenant_id AND a.id = p.id";

    private final Session session;
    private final Sql sql;

    /** An account as far as the organisation knows it. */
    record Login(UUID id, String loginId, String name) {}

    PersonRepository(Session session) {
        this.session = session;
        this.sql = new Sql(session);
    }

    void add(PersonEntity person) {
        session.entities().persist(person);
        session.entities().flush();
    }

    PersonEntity get(UUID id) {
        return find(id).orElseThrow(PersonRepository::nobody);
    }

    Optional<PersonEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(PersonEntity.class, id));
    }

    Known known(UUID id) {
        return sql.rows(KNOWN + " WHERE p.id = ?1", PersonRepository::read, id).stream()
                .findFirst()
                .orElseThrow(PersonRepository::nobody);
    }

    int version(UUID id) {
        return sql.rows("SELECT p.version FROM person p WHERE p.id = ?1", row -> row.number(0), id)
                .get(0);
    }

    private static NotFound nobody() {
        return new NotFound("그런 사람이 없습니다.", "There is no such person.");
    }

    boolean hasNumber(String employeeNumber, UUID otherThan) {
        return !sql.rows(
                        "SELECT p.id FROM person p WHERE p.employee_number = ?1 AND p.id <> ?2",
                        row -> row,
                        employeeNumber,
                        otherThan)
                .isEmpty();
    }

    /**
     * Who belongs to the company on a day, by name.
     *
     * @param part part of the name in any case, or null
     * @param departments where they have a post on that day, or null for everybody
     * @param after the last one already seen, or null
     */
    List<Known> search(LocalDate day, String part, Collection<UUID> departments, UUID after, int limit) {
        StringBuilder query = new StringBuilder(KNOWN)
                .append(" WHERE (p.joined_on IS NULL OR p.joined_on <= ?1) AND (p.left_on IS NULL OR p.left_on > ?1)");
        List<Object> values = new ArrayList<>(List.of(day));
        if (part != null) {
            values.add(part);
            query.append(" AND strpos(lower(p.name), lower(?" + values.size() + ")) > 0");
        }
        if (departments != null) {
            values.add(SqlArray.of(departments));
            query.append(" AND EXISTS (SELECT FROM post o WHERE o.tenant_id = p.tenant_id AND o.person_id = p.id"
                    + " AND o.department_id IN (SELECT unnest(CAST(?" + values.size() + " AS uuid[])))"
                    + " AND o.valid_from <= ?1 AND (o.valid_to IS NULL OR o.valid_to > ?1))");
        }
        if (after != null) {
            values.add(after);
            query.append(
                    " AND (p.name, p.id) > (SELECT l.name, l.id FROM person l WHERE l.id = ?" + values.size() + ")");
        }
        query.append(" ORDER BY p.name, p.id LIMIT " + limit);
        return sql.rows(query.toString(), PersonRepository::read, values.toArray());
    }

    /** Everybody, also those who have left. */
    List<Known> all() {
        return sql.rows(KNOWN, PersonRepository::read);
    }

    Map<UUID, String> names(Collection<UUID> people) {
        return sql
                .rows(
                        "SELECT p.id, p.name FROM person p WHERE p.id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                        row -> Map.entry(row.id(0), row.text(1)),
                        SqlArray.of(people))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<UUID, LocalDate> leavings(Collection<UUID> people) {
        return sql
                .rows(
                        "SELECT p.id, p.left_on FROM person p WHERE p.left_on IS NOT NULL"
                                + " AND p.id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                        row -> Map.entry(row.id(0), row.day(1)),
                        SqlArray.of(people))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Login> logins() {
        return sql.rows(
                "SELECT a.id, a.login_id, a.name FROM account a",
                row -> new Login(row.id(0), row.text(1), row.text(2)));
    }

    /** The account with this id; empty when this tenant has none. */
    Optional<Login> login(UUID id) {
        return sql
                .rows(
                        "SELECT a.id, a.login_id, a.name FROM account a WHERE a.id = ?1",
                        row -> new Login(row.id(0), row.text(1), row.text(2)),
                        id)
                .stream()
                .findFirst();
    }

    /** Makes people of accounts that are none yet. */
    void completeFromAccounts() {
        sql.run("INSERT INTO person (id, name, version) SELECT a.id, a.name, 1 FROM account a"
                + " WHERE NOT EXISTS (SELECT FROM person p WHERE p.tenant_id = a.tenant_id AND p.id = a.id)");
    }

    void insert(Collection<Person> people) {
        if (!people.isEmpty()) {
            write(
                    "INSERT INTO person (id, name, employee_number, work_phone, mobile, joined_on, left_on, version)"
                            + " SELECT v.id, v.name, v.employee_number, v.work_phone, v.mobile, v.joined_on, v.left_on, 1"
                            + " FROM ",
                    "",
                    people);
        }
    }

    void update(Collection<Person> people) {
        if (!people.isEmpty()) {
            // Numbers that change hands are free before they are taken.
            sql.run(
                    "UPDATE person SET employee_number = NULL WHERE id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                    SqlArray.of(people, Person::id));
            write(
                    "UPDATE person p SET name = v.name, employee_number = v.employee_number, work_phone = v.work_phone,"
                            + " mobile = v.mobile, joined_on = v.joined_on, left_on = v.left_on,"
                            + " version = p.version + 1 FROM ",
                    " WHERE p.id = v.id",
                    people);
        }
    }

    private void write(String before, String after, Collection<Person> people) {
        sql.run(
                before
                        + "unnest(CAST(?1 AS uuid[]), CAST(?2 AS text[]), CAST(?3 AS text[]), CAST(?4 AS text[]),"
                        + " CAST(?5 AS text[]), CAST(?6 AS date[]), CAST(?7 AS date[]))"
                        + " AS v (id, name, employee_number, work_phone, mobile, joined_on, left_on)" + after,
                SqlArray.of(people, Person::id),
                SqlArray.of(people, Person::name),
                SqlArray.of(people, Person::employeeNumber),
                SqlArray.of(people, Person::workPhone),
                SqlArray.of(people, Person::mobile),
                SqlArray.of(people, Person::joinedOn),
                SqlArray.of(people, Person::leftOn));
    }

    /** Counts a change of what hangs on a person. */
    void touch(Collection<UUID> people) {
        sql.run(
                "UPDATE person SET version = version + 1 WHERE id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                SqlArray.of(people));
    }

    private static Known read(Row row) {
        return new Known(person(row), row.text(7));
    }

    static Person person(Row row) {
        return new Person(row.id(0), row.text(1), row.text(2), row.text(3), row.text(4), row.day(5), row.day(6));
    }
}
