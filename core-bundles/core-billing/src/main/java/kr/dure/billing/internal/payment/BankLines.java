package kr.dure.billing.internal.payment;

import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** The operator's bank statements. */
final class BankLines {
    private static final String LINE = "SELECT CAST(l.id AS text), l.on_date, l.at_time, l.amount, l.depositor, l.memo,"
            + " l.repeated, l.state, CAST(l.customer AS text), t.name, CAST(l.payment_id AS text), l.reason, l.version"
            + " FROM billing.bank_line l LEFT JOIN platform.tenant t ON t.id = l.customer WHERE l.tenant_id = ?1";

    private final Session session;
    private final UUID operator;

    BankLines(Session session, UUID operator) {
        this.session = session;
        this.operator = operator;
    }

    /** @return false when this very file was uploaded before */
    boolean addStatement(UUID id, String name, String sha256, int lines, Instant at, String by) {
        return query("INSERT INTO billing.bank_statement (tenant_id, id, name, sha256, lines, uploaded_at, uploaded_by)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING")
                        .setParameter(2, id)
                        .setParameter(3, name)
                        .setParameter(4, sha256)
                        .setParameter(5, lines)
                        .setParameter(6, at.atOffset(ZoneOffset.UTC))
                        .setParameter(7, by)
                        .executeUpdate()
                == 1;
    }

    /** All that came in until the end of {@code day} is booked; a day before what is known already changes nothing. */
    void cover(LocalDate day, Instant at, String by) {
        session.entities()
                .createNativeQuery("INSERT INTO platform.statement_coverage (through, recorded_at, recorded_by)"
                        + " VALUES (?1, ?2, ?3) ON CONFLICT (one) DO UPDATE SET through = excluded.through,"
                        + " recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by"
                        + " WHERE excluded.through > statement_coverage.through")
                .setParameter(1, day)
                .setParameter(2, at.atOffset(ZoneOffset.UTC))
                .setParameter(3, by)
                .executeUpdate();
    }

    /** The last day of which all that came in is booked, or empty. */
    Optional<LocalDate> covered() {
        return Rows.of(
                        session.entities().createNativeQuery("SELECT through FROM platform.statement_coverage"),
                        columns -> Rows.date(columns[0]))
                .stream()
                .findFirst();
    }

    /** @return false when the line is known already */
    boolean add(UUID id, UUID statement, StatementLine line) {
        return query("INSERT INTO billing.bank_line (tenant_id, id, statement_id, line_key, repeated, on_date, at_time,"
                                + " amount, depositor, memo, state, version)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'OPEN', 1) ON CONFLICT DO NOTHING")
                        .setParameter(2, id)
                        .setParameter(3, statement)
                        .setParameter(4, line.key())
                        .setParameter(5, line.repeated())
                        .setParameter(6, line.date())
                        .setParameter(7, line.time())
                        .setParameter(8, line.amount())
                        .setParameter(9, line.depositor())
                        .setParameter(10, line.memo())
                        .executeUpdate()
                == 1;
    }

    void assign(UUID id, UUID customer, UUID payment, String reason) {
        query("UPDATE billing.bank_line SET state = 'ASSIGNED', customer = ?3, payment_id = ?4, reason = ?5,"
                        + " version = version + 1 WHERE tenant_id = ?1 AND id = ?2")
                .setParameter(2, id)
                .setParameter(3, customer)
                .setParameter(4, payment)
                .setParameter(5, reason)
                .executeUpdate();
    }

    /** @param state OPEN or IGNORED */
    void free(UUID id, String state, String reason) {
        query("UPDATE billing.bank_line SET state = ?3, customer = NULL, payment_id = NULL, reason = ?4,"
                        + " version = version + 1 WHERE tenant_id = ?1 AND id = ?2")
                .setParameter(2, id)
                .setParameter(3, state)
                .setParameter(4, reason)
                .executeUpdate();
    }

    /** The line; nobody else changes it before this transaction ends. */
    BankLine lock(UUID id) {
        query("SELECT CAST(id AS text) FROM billing.bank_line WHERE tenant_id = ?1 AND id = ?2 FOR UPDATE")
                .setParameter(2, id)
                .getResultList();
        return find(id).orElseThrow(() -> new NotFound("그런 입금 내역이 없습니다.", "There is no such transfer."));
    }

    Optional<BankLine> find(UUID id) {
        return Rows.of(query(LINE + " AND l.id = ?2").setParameter(2, id), BankLines::line).stream()
                .findFirst();
    }

    /** The line that a payment was made of, if it still is. */
    Optional<BankLine> ofPayment(UUID payment) {
        return Rows.of(query(LINE + " AND l.payment_id = ?2").setParameter(2, payment), BankLines::line).stream()
                .findFirst();
    }

    /** @param state null: any */
    List<BankLine> list(String state, UUID after, int limit) {
        Query query = query(LINE + " AND l.id > ?2" + (state == null ? "" : " AND l.state = ?3") + " ORDER BY l.id")
                .setParameter(2, after == null ? new UUID(0, 0) : after);
        if (state != null) {
            query.setParameter(3, state);
        }
        return Rows.of(query.setMaxResults(limit), BankLines::line);
    }

    private Query query(String sql) {
        return session.entities().createNativeQuery(sql).setParameter(1, operator);
    }

    private static BankLine line(Object[] columns) {
        return new BankLine(
                Rows.uuid(columns[0]),
                Rows.date(columns[1]),
                (String) columns[2],
                Rows.number(columns[3]),
                (String) columns[4],
                (String) columns[5],
                (Boolean) columns[6],
                (String) columns[7],
                Rows.uuid(columns[8]),
                (String) columns[9],
                Rows.uuid(columns[10]),
                (String) columns[11],
                ((Number) columns[12]).intValue(),
                List.of());
    }
}
