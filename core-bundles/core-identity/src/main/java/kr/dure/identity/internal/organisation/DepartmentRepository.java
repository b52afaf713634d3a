package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.identity.internal.organisation.Sql.Row;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Departments and their versions. */
final class DepartmentRepository {
    private static final String ROW = "SELECT d.id, d.code, d.founded_on, d.closed_on, d.version FROM department d";
    private static final String VERSION =
            "SELECT v.department_id, v.valid_from, v.valid_to, v.parent_id, v.name, v.sort_order"
                    + " FROM department_version v";
    /** {@code ?1} is the day. */
    private static final String VIEW =
            "SELECT d.id, d.code, v.name, v.parent_id, v.sort_order, d.founded_on, d.closed_on FROM department d"
                    + " JOIN department_version v ON v.tenant_id = d.tenant_id AND v.department_id = d.id"
                    + " AND v.valid_from <= ?1 AND (v.valid_to IS NULL OR v.valid_to > ?1)";

    private final Sql sql;

    DepartmentRepository(Session session) {
        this.sql = new Sql(session);
    }

    DepartmentRow get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("그런 부서가 없습니다.", "There is no such department."));
    }

    Optional<DepartmentRow> find(UUID id) {
        return sql.rows(ROW + " WHERE d.id = ?1", DepartmentRepository::row, id).stream()
                .findFirst();
    }

    Map<UUID, DepartmentRow> all() {
        return sql.rows(ROW, DepartmentRepository::row).stream()
                .collect(Collectors.toMap(DepartmentRow::id, Function.identity()));
    }

    /** Whoever has this code after {@code day}, today or as planned. */
    Optional<DepartmentRow> findByCode(String code, LocalDate day) {
        return sql
                .rows(
                        ROW + " WHERE d.code = ?1 AND (d.closed_on IS NULL OR d.closed_on > ?2)",
                        DepartmentRepository::row,
                        code,
                        day)
                .stream()
                .findFirst();
    }

    List<DepartmentVersion> history(UUID id) {
        return sql.rows(
                VERSION + " WHERE v.department_id = ?1 ORDER BY v.valid_from", DepartmentRepository::version, id);
    }

    /** What holds on {@code day} or later, and what ends with it. */
    Chart chart(LocalDate day) {
        return new Chart(sql.rows(
                VERSION + " WHERE v.valid_to IS NULL OR v.valid_to >= ?1 ORDER BY v.department_id, v.valid_from",
                DepartmentRepository::version,
                day));
    }

    List<DepartmentView> on(LocalDate day) {
        return sql.rows(VIEW, DepartmentRepository::view, day);
    }

    Optional<DepartmentView> on(UUID id, LocalDate day) {
        return sql.rows(VIEW + " WHERE d.id = ?2", DepartmentRepository::view, day, id).stream()
                .findFirst();
    }

    /** Those of the departments that exist on that day. */
    List<DepartmentView> on(Collection<UUID> ids, LocalDate day) {
        return sql.rows(
                VIEW + " WHERE d.id IN (SELECT unnest(CAST(?2 AS uuid[])))",
                DepartmentRepository::view,
                day,
                SqlArray.of(ids));
    }

    /** From the top down to the department; empty when it does not exist on that day. */
    List<DepartmentView> path(UUID id, LocalDate day) {
        return sql.rows(
                "WITH RECURSIVE up (department_id, parent_id, level) AS ("
                        + " SELECT v.department_id, v.parent_id, 0 FROM department_version v WHERE v.department_id = ?2"
                        + " AND v.valid_from <= ?1 AND (v.valid_to IS NULL OR v.valid_to > ?1)"
                        + " UNION ALL SELECT v.department_id, v.parent_id, u.level + 1 FROM up u"
                        + " JOIN department_version v ON v.department_id = u.parent_id"
                        + " AND v.valid_from <= ?1 AND (v.valid_to IS NULL OR v.valid_to > ?1)"
                        + " WHERE u.level < 100) "
                        + VIEW + " JOIN up u ON u.department_id = d.id ORDER BY u.level DESC",
                DepartmentRepository::view,
                day,
                id);
    }

    /** The department and all below it on that day. */
    List<UUID> subtree(UUID id, LocalDate day) {
        return sql.rows(
                "WITH RECURSIVE down (department_id) AS ("
                        + " SELECT CAST(?2 AS uuid)"
                        + " UNION SELECT v.department_id FROM down b"
                        + " JOIN department_version v ON v.parent_id = b.department_id"
                        + " AND v.valid_from <= ?1 AND (v.valid_to IS NULL OR v.valid_to > ?1))"
                        + " SELECT department_id FROM down",
                row -> row.id(0),
                day,
                id);
    }

    void add(Collection<DepartmentRow> departments) {
        if (!departments.isEmpty()) {
            sql.run(
                    "INSERT INTO department (id, code, founded_on, closed_on, version)"
                            + " SELECT v.id, v.code, v.founded_on, v.closed_on, 1"
                            + " FROM unnest(CAST(?1 AS uuid[]), CAST(?2 AS text[]), CAST(?3 AS date[]), CAST(?4 AS date[]))"
                            + " AS v (id, code, founded_on, closed_on)",
                    SqlArray.of(departments, DepartmentRow::id),
                    SqlArray.of(departments, DepartmentRow::code),
                    SqlArray.of(departments, DepartmentRow::foundedOn),
                    SqlArray.of(departments, DepartmentRow::closedOn));
        }
    }

    /** Notes closings and counts the change. */
    void update(Collection<DepartmentRow> departments) {
        if (!departments.isEmpty()) {
            sql.run(
                    "UPDATE department d SET closed_on = v.closed_on, version = d.version + 1"
                            + " FROM unnest(CAST(?1 AS uuid[]), CAST(?2 AS date[])) AS v (id, closed_on)"
                            + " WHERE d.id = v.id",
                    SqlArray.of(departments, DepartmentRow::id),
                    SqlArray.of(departments, DepartmentRow::closedOn));
        }
    }

    /** Writes what has become of the versions; the departments themselves are there. */
    void write(Chart chart) {
        List<DepartmentVersion> removed = chart.removed();
        if (!removed.isEmpty()) {
            sql.run(
                    "DELETE FROM department_version d USING unnest(CAST(?1 AS uuid[]), CAST(?2 AS date[]))"
                            + " AS v (id, valid_from) WHERE d.department_id = v.id AND d.valid_from = v.valid_from",
                    SqlArray.of(removed, DepartmentVersion::department),
                    SqlArray.of(removed, DepartmentVersion::from));
        }
        List<DepartmentVersion> added = chart.added();
        if (!added.isEmpty()) {
            sql.run(
                    "INSERT INTO department_version"
                            + " (department_id, valid_from, valid_to, parent_id, name, sort_order)"
                            + " SELECT * FROM unnest(CAST(?1 AS uuid[]), CAST(?2 AS date[]), CAST(?3 AS date[]),"
                            + " CAST(?4 AS uuid[]), CAST(?5 AS text[]), CAST(?6 AS integer[]))",
                    SqlArray.of(added, DepartmentVersion::department),
                    SqlArray.of(added, DepartmentVersion::from),
                    SqlArray.of(added, DepartmentVersion::to),
                    SqlArray.of(added, DepartmentVersion::parent),
                    SqlArray.of(added, DepartmentVersion::name),
                    SqlArray.of(added, DepartmentVersion::order));
        }
    }

    /** Deletes a department whose versions are gone. */
    void remove(UUID id) {
        sql.run("DELETE FROM department WHERE id = ?1", id);
    }

    private static DepartmentRow row(Row row) {
        return new DepartmentRow(row.id(0), row.text(1), row.day(2), row.day(3), row.number(4));
    }

    private static DepartmentVersion version(Row row) {
        return new DepartmentVersion(row.id(0), row.day(1), row.day(2), row.id(3), row.text(4), row.number(5));
    }

    private static DepartmentView view(Row row) {
        return new DepartmentView(
                row.id(0), row.text(1), row.text(2), row.id(3), row.number(4), List.of(), row.day(5), row.day(6));
    }
}
