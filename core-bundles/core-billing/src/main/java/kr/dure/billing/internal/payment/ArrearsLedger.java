package kr.dure.billing.internal.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.Ladder.Step;
import kr.dure.persistence.Session;

/** The ladders of the current tenant, and what failed debits it was not told of. */
final class ArrearsLedger {
    static final String COLUMNS = "SELECT CAST(id AS text), CAST(invoice_id AS text), step, step_on, notice_days,"
            + " read_only_on, suspend_on, close_on, noticed, noticed_on FROM billing.arrears";

    private final Session session;

    ArrearsLedger(Session session) {
        this.session = session;
    }

    Optional<Ladder> open() {
        return Rows.of(
                        session.entities().createNativeQuery(COLUMNS + " WHERE ended_at IS NULL"),
                        columns -> ladder(columns))
                .stream()
                .findFirst();
    }

    void begin(Ladder ladder, Instant at) {
        session.entities()
                .createNativeQuery(
                        "INSERT INTO billing.arrears (id, invoice_id, step, step_on, notice_days, read_only_on,"
                                + " suspend_on, close_on, noticed, noticed_on, began_at)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
                .setParameter(1, ladder.id())
                .setParameter(2, ladder.invoiceId())
                .setParameter(3, ladder.step().name())
                .setParameter(4, ladder.stepOn())
                .setParameter(5, ladder.noticeDays())
                .setParameter(6, ladder.readOnlyOn())
                .setParameter(7, ladder.suspendOn())
                .setParameter(8, ladder.closeOn())
                .setParameter(9, ladder.noticed().name())
                .setParameter(10, ladder.noticedOn())
                .setParameter(11, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    void update(Ladder ladder) {
        session.entities()
                .createNativeQuery(
                        "UPDATE billing.arrears SET step = ?2, step_on = ?3, read_only_on = ?4, suspend_on = ?5,"
                                + " close_on = ?6, noticed = ?7, noticed_on = ?8 WHERE id = ?1")
                .setParameter(1, ladder.id())
                .setParameter(2, ladder.step().name())
                .setParameter(3, ladder.stepOn())
                .setParameter(4, ladder.readOnlyOn())
                .setParameter(5, ladder.suspendOn())
                .setParameter(6, ladder.closeOn())
                .setParameter(7, ladder.noticed().name())
                .setParameter(8, ladder.noticedOn())
                .executeUpdate();
    }

    void end(Ladder ladder, Instant at) {
        session.entities()
                .createNativeQuery("UPDATE billing.arrears SET ended_at = ?2 WHERE id = ?1")
                .setParameter(1, ladder.id())
                .setParameter(2, at.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /**
     * A debit that failed.
     *
     * @param discountLost the discount it took away, won before VAT
     */
    record Failure(UUID id, String number, long amount, String code, LocalDate on, long discountLost) {}

    List<Failure> untold() {
        return Rows.of(
                session.entities()
                        .createNativeQuery("SELECT CAST(i.id AS text), r.number, i.amount, i.failure, i.failed_on,"
                                + " CASE WHEN r.discount_lost THEN r.discount ELSE 0 END FROM billing.debit_item i"
                                + " JOIN billing.receivable r ON r.tenant_id = i.tenant_id AND r.invoice_id = i.invoice_id"
                                + " WHERE i.state = 'FAILED' AND NOT i.told ORDER BY i.id FOR UPDATE OF i"),
                columns -> new Failure(
                        Rows.uuid(columns[0]),
                        (String) columns[1],
                        Rows.number(columns[2]),
                        (String) columns[3],
                        Rows.date(columns[4]),
                        Rows.number(columns[5])));
    }

    void told(Failure failure) {
        session.entities()
                .createNativeQuery("UPDATE billing.debit_item SET told = true WHERE id = ?1")
                .setParameter(1, failure.id())
                .executeUpdate();
    }

    static Ladder ladder(Object[] columns) {
        return new Ladder(
                Rows.uuid(columns[0]),
                Rows.uuid(columns[1]),
                Step.valueOf((String) columns[2]),
                Rows.date(columns[3]),
                ((Number) columns[4]).intValue(),
                Rows.date(columns[5]),
                Rows.date(columns[6]),
                Rows.date(columns[7]),
                columns[8] == null ? null : Step.valueOf((String) columns[8]),
                Rows.date(columns[9]));
    }
}
