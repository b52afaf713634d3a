package kr.dure.persistence.internal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of the log as it was written, for whoever seals, verifies or deletes.
 *
 * @param at to the microsecond, as the database keeps it
 * @param before JSON or null, as {@code after}
 */
public record AuditRow(
        UUID tenant,
        UUID id,
        Instant at,
        UUID account,
        String loginId,
        String actingOperator,
        String address,
        String action,
        String subject,
        String detail,
        String before,
        String after) {
    /** What {@link #read} wants, of a table called {@code a}. */
    static final String COLUMNS = "a.tenant_id, a.id, a.at, a.account_id, a.login_id, a.acting_operator, a.address,"
            + " a.action, a.subject, a.detail, a.before, a.after";

    /** Reads {@link #COLUMNS}, the first of which is the column {@code first}; null where there is no row. */
    static AuditRow read(ResultSet rows, int first) throws SQLException {
        UUID id = rows.getObject(first + 1, UUID.class);
        return id == null
                ? null
                : new AuditRow(
                        rows.getObject(first, UUID.class),
                        id,
                        SealRepository.instant(rows, first + 2),
                        rows.getObject(first + 3, UUID.class),
                        rows.getString(first + 4),
                        rows.getString(first + 5),
                        rows.getString(first + 6),
                        rows.getString(first + 7),
                        rows.getString(first + 8),
                        rows.getString(first + 9),
                        rows.getString(first + 10),
                        rows.getString(first + 11));
    }
}
