package kr.dure.approval.internal.document;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;
import kr.dure.persistence.Session;

/** Boxes, read along their indexes: a page costs its rows, not the tenant's documents. */
final class BoxRepository {
    private static final int COUNTED = 100;

    private final Session session;

    BoxRepository(Session session) {
        this.session = session;
    }

    /**
     * Whose boxes.
     *
     * @param offices departments he takes documents for
     * @param departments departments he belongs to
     */
    record Owner(UUID account, List<UUID> offices, List<UUID> departments) {}

    List<BoxRow> page(Box box, Owner owner, BoxFilter filter, UUID after, int limit) {
        Sql sql = new Sql(owner, filter, after, limit);
        return sql.rows(box);
    }

    /** How many are in a box, 100 at most. */
    int count(Box box, Owner owner) {
        return new Sql(owner, BoxFilter.NONE, null, COUNTED).count(box);
    }

    Map<Box, Integer> counts(Collection<Box> boxes, Owner owner) {
        Map<Box, Integer> counts = new EnumMap<>(Box.class);
        boxes.forEach(box -> counts.put(box, count(box, owner)));
        return counts;
    }

    /** One statement: ids from the indexes that lead to a box, newest first, then their rows. */
    private final class Sql {
        private final Owner owner;
        private final BoxFilter filter;
        private final UUID after;
        private final int limit;
        private final List<Object> parameters = new ArrayList<>();

        Sql(Owner owner, BoxFilter filter, UUID after, int limit) {
            this.owner = owner;
            this.filter = filter;
            this.after = after;
            this.limit = limit;
        }

        List<BoxRow> rows(Box box) {
            String ids = ids(box);
            String sql = "SELECT CAST(d.id AS text), d.title, d.form_name, d.number, d.state, d.urgent, d.security,"
                    + " d.drafter_name, d.department_name, d.submitted_at, d.completed_at, d.version, d.attachments,"
                    + " d.later_pending, CAST(s.id AS text), s.role, s.state, s.account_name,"
                    + " CAST(s.account_id AS text), d.created_at"
                    + " FROM document d JOIN (" + ids + ") i ON i.id = d.id"
                    + " LEFT JOIN LATERAL (SELECT x.id, x.role, x.state, x.account_name, x.account_id FROM step x"
                    + " WHERE x.document_id = d.id AND x.box = " + bind(box.word())
                    + " AND " + mine("x") + " ORDER BY x.sort LIMIT 1) s ON true"
                    + " ORDER BY d.id DESC LIMIT " + limit;
            return result(sql).stream().map(row -> row((Object[]) row)).toList();
        }

        int count(Box box) {
            Object count = result("SELECT count(*) FROM (SELECT id FROM (" + ids(box) + ") i LIMIT " + limit + ") c")
                    .get(0);
            return ((Number) count).intValue();
        }

        private String ids(Box box) {
            return switch (box) {
                case DRAFTS -> drafted("'DRAFT'");
                case WAITING, UPCOMING, REFERRED, RECEIVED -> stepped(box);
                case IN_PROGRESS -> drafted("'IN_PROGRESS', 'ON_HOLD'") + " UNION " + stepped(box);
                case DONE -> drafted("'COMPLETED', 'CANCELLED'") + " UNION " + stepped(box);
                case REJECTED -> drafted("'REJECTED', 'WITHDRAWN'") + " UNION " + stepped(box);
                case DEPARTMENT ->
                    documents(
                            "d.state IN ('COMPLETED', 'CANCELLED') AND d.security <> 'SECRET' AND d.department_id IN ("
                                    + list(owner.departments()) + ")"
                                    + " AND (d.security = 'GENERAL' OR d.department_id IN (" + list(owner.offices())
                                    + "))");
                case ARCHIVE -> documents("d.state IN ('COMPLETED', 'CANCELLED') AND d.security <> 'SECRET'");
            };
        }

        private String drafted(String states) {
            return documents("d.drafter_id = " + bind(owner.account()) + " AND d.state IN (" + states + ")");
        }

        private String documents(String where) {
            return "(SELECT d.id FROM document d WHERE " + where + cursor("d.id") + filters()
                    + " ORDER BY d.id DESC LIMIT " + limit + ")";
        }

        /** Each way leads along an index of its own. */
        private String stepped(Box box) {
            String account = bind(owner.account());
            List<String> ways = new ArrayList<>();
            ways.add("s.account_id = " + account);
            ways.add("s.deputy_id = " + account);
            ways.add("s.assignee_id = " + account);
            boolean reads = box == Box.REFERRED || box == Box.RECEIVED;
            List<UUID> departments = reads ? owner.departments() : owner.offices();
            if (!departments.isEmpty()) {
                ways.add("s.account_id IS NULL AND s.department_id IN (" + list(departments) + ")");
            }
            List<String> parts = new ArrayList<>();
            for (String way : ways) {
                parts.add("(SELECT s.document_id AS id FROM step s JOIN document d ON d.id = s.document_id WHERE " + way
                        + " AND s.box = " + bind(box.word()) + cursor("s.document_id") + filters()
                        + " ORDER BY s.document_id DESC LIMIT " + limit + ")");
            }
            return String.join(" UNION ", parts);
        }

        private String mine(String step) {
            String account = bind(owner.account());
            return "(" + step + ".account_id = " + account + " OR " + step + ".deputy_id = " + account + " OR " + step
                    + ".assignee_id = " + account + " OR " + step + ".account_id IS NULL AND " + step
                    + ".department_id IN (" + list(owner.departments()) + ", " + list(owner.offices()) + "))";
        }

        private String cursor(String column) {
            return after == null ? "" : " AND " + column + " < " + bind(after);
        }

        private String filters() {
            StringBuilder where = new StringBuilder();
            if (filter.form() != null) {
                where.append(" AND d.form_id = ").append(bind(filter.form()));
            }
            if (filter.text() != null) {
                String like = "%"
                        + filter.text()
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_") + "%";
                String text = bind(like);
                where.append(" AND (d.title ILIKE ")
                        .append(text)
                        .append(" OR d.number ILIKE ")
                        .append(text)
                        .append(" OR d.drafter_name ILIKE ")
                        .append(text)
                        .append(")");
            }
            if (filter.from() != null) {
                where.append(" AND d.created_at >= ").append(bind(filter.fromInstant()));
            }
            if (filter.to() != null) {
                where.append(" AND d.created_at < ").append(bind(filter.toInstant()));
            }
            if (filter.department() != null) {
                where.append(" AND d.department_id = ").append(bind(filter.department()));
            }
            return where.toString();
        }

        private String list(List<UUID> values) {
            if (values.isEmpty()) {
                return "CAST(NULL AS uuid)";
            }
            return String.join(", ", values.stream().map(this::bind).toList());
        }

        private String bind(Object value) {
            parameters.add(value);
            return "?" + parameters.size();
        }

        private List<?> result(String sql) {
            Query query = session.entities().createNativeQuery(sql);
            for (int i = 0; i < parameters.size(); i++) {
                query.setParameter(i + 1, parameters.get(i));
            }
            return query.getResultList();
        }

        private BoxRow row(Object[] row) {
            String step = (String) row[14];
            String account = (String) row[18];
            boolean own = account == null || account.equals(owner.account().toString());
            return new BoxRow(
                    UUID.fromString((String) row[0]),
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    DocumentState.valueOf((String) row[4]),
                    (Boolean) row[5],
                    Security.valueOf((String) row[6]),
                    (String) row[7],
                    (String) row[8],
                    Numbers.instant(row[19]),
                    Numbers.instant(row[9]),
                    Numbers.instant(row[10]),
                    ((Number) row[11]).intValue(),
                    ((Number) row[12]).intValue(),
                    step == null
                            ? null
                            : new BoxRow.Turn(
                                    UUID.fromString(step),
                                    Role.valueOf((String) row[15]),
                                    StepState.valueOf((String) row[16]),
                                    own ? null : (String) row[17]),
                    (Boolean) row[13]);
        }
    }
}
