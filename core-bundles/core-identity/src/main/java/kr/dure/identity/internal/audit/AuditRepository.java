package kr.dure.identity.internal.audit;

import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.identity.internal.Instants;
import kr.dure.identity.internal.Rows;
import kr.dure.identity.internal.audit.AuditEntry.Actor;
import kr.dure.persistence.Session;
import kr.dure.web.BadRequest;

/** The platform's audit log, as far as the database shows it: a tenant's own, or what operators did anywhere. */
final class AuditRepository {
    private static final Pattern CURSOR =
            Pattern.compile("(-?[0-9]{1,17})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    private final Session session;

    AuditRepository(Session session) {
        this.session = session;
    }

    /**
     * A row as it is kept.
     *
     * @param before JSON or null, as {@code after}
     */
    record Row(
            UUID id,
            UUID tenantId,
            Instant at,
            UUID accountId,
            String loginId,
            String operator,
            String address,
            String action,
            String subject,
            String detail,
            String before,
            String after) {
        /** What the next page begins behind. */
        String cursor() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
        }

        AuditEntry toEntry() {
            Actor actor = accountId == null && loginId == null && operator == null
                    ? null
                    : new Actor(accountId, loginId, operator);
            return new AuditEntry(
                    id,
                    tenantId,
                    at,
                    actor,
                    address,
                    action,
                    subject,
                    detail,
                    AuditEntry.facts(before),
                    AuditEntry.facts(after));
        }
    }

    /**
     * The newest first.
     *
     * @param after the last row's cursor of the page before, or null
     * @throws BadRequest 400 when it is none
     */
    List<Row> list(AuditFilter filter, String after, int limit) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        add(conditions, values, "a.at >= #", time(filter.from()));
        add(conditions, values, "a.at < #", time(filter.to()));
        add(conditions, values, "a.tenant_id = #", filter.tenant());
        contains(conditions, values, filter.actor(), "concat_ws(chr(10), a.login_id, a.acting_operator)");
        contains(conditions, values, filter.action(), "a.action");
        contains(conditions, values, filter.subject(), "a.subject");
        contains(conditions, values, filter.address(), "a.address");
        contains(
                conditions,
                values,
                filter.text(),
                "concat_ws(chr(10), a.login_id, a.acting_operator, a.address, a.action, a.subject, a.detail, a.before,"
                        + " a.after)");
        if (after != null) {
            Matcher cursor = CURSOR.matcher(after);
            if (!cursor.matches()) {
                throw new BadRequest("after", "after 값을 읽을 수 없습니다.", "The value of after cannot be read.");
            }
            Instant at = Instant.EPOCH.plus(Long.parseLong(cursor.group(1)), ChronoUnit.MICROS);
            values.add(time(at));
            values.add(UUID.fromString(cursor.group(2)));
            conditions.add("(a.at, a.id) < (?" + (values.size() - 1) + ", ?" + values.size() + ")");
        }
        Query query = session.entities()
                .createNativeQuery("SELECT a.id, a.tenant_id, a.at, a.account_id, a.login_id, a.acting_operator,"
                        + " a.address, a.action, a.subject, a.detail, a.before, a.after FROM platform.audit a"
                        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                        + " ORDER BY a.at DESC, a.id DESC LIMIT " + limit);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return Rows.of(
                query,
                columns -> new Row(
                        (UUID) columns[0],
                        (UUID) columns[1],
                        Instants.of(columns[2]),
                        (UUID) columns[3],
                        (String) columns[4],
                        (String) columns[5],
                        (String) columns[6],
                        (String) columns[7],
                        (String) columns[8],
                        (String) columns[9],
                        (String) columns[10],
                        (String) columns[11]));
    }

    private static Object time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static void contains(List<String> conditions, List<Object> values, String part, String field) {
        add(conditions, values, "strpos(lower(" + field + "), lower(#)) > 0", part);
    }

    private static void add(List<String> conditions, List<Object> values, String condition, Object value) {
        if (value != null) {
            values.add(value);
            conditions.add(condition.replace("#", "?" + values.size()));
        }
    }
}
