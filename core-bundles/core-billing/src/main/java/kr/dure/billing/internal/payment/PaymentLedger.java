package kr.dure.billing.internal.payment;

import jakarta.persistence.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.Receivables.Standing;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.Sql;
import kr.dure.billing.internal.payment.Allocations.Share;
import kr.dure.billing.internal.payment.Judgement.Owed;
import kr.dure.billing.internal.payment.Judgement.Paid;
import kr.dure.persistence.Session;

/**
 * What one company owes and paid. Names the company in every statement, as the operator works on many of them in one
 * transaction.
 */
final class PaymentLedger {
    private static final String RECEIVABLE = "SELECT CAST(invoice_id AS text), number, month, total, fee, discount,"
            + " credited, paid, issued_on, due, fee_invoice IS NOT NULL FROM billing.receivable";

    private final Session session;
    private final UUID tenant;

    PaymentLedger(Session session, UUID tenant) {
        this.session = session;
        this.tenant = tenant;
    }

    /** Money that comes in. */
    record Income(UUID id, String kind, UUID source, LocalDate receivedOn, long amount, String note) {}

    /** Everything that is or was owed, oldest first. */
    List<Receivable> all() {
        return Rows.of(query(RECEIVABLE + " WHERE tenant_id = ?1 ORDER BY due, number"), PaymentLedger::receivable);
    }

    /** What is owed, oldest first; nobody else pays or credits it before this transaction ends. */
    List<Receivable> lockOpen() {
        return Rows.of(
                query(RECEIVABLE + " WHERE tenant_id = ?1 AND paid < total - credited ORDER BY due, number FOR UPDATE"),
                PaymentLedger::receivable);
    }

    Optional<Receivable> find(UUID invoice) {
        return Rows.of(
                        query(RECEIVABLE + " WHERE tenant_id = ?1 AND invoice_id = ?2 FOR UPDATE")
                                .setParameter(2, invoice),
                        PaymentLedger::receivable)
                .stream()
                .findFirst();
    }

    /** @param discountJudged whether it is decided that it has a right to its discount */
    void owe(Receivable receivable, boolean discountJudged) {
        String sql =
                "INSERT INTO billing.receivable (tenant_id, invoice_id, number, month, total, fee, discount, credited,"
                        + " paid, issued_on, due, discount_lost, discount_judged) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, false, ?)";
        Sql.call(session, sql, insert -> {
            insert.setObject(1, tenant);
            insert.setObject(2, receivable.invoiceId());
            insert.setString(3, receivable.number());
            insert.setString(4, receivable.month().toString());
            insert.setLong(5, receivable.total());
            insert.setLong(6, receivable.fee());
            insert.setLong(7, receivable.discount());
            insert.setObject(8, receivable.issuedOn());
            insert.setObject(9, receivable.due());
            insert.setBoolean(10, discountJudged);
            return insert.executeUpdate();
        });
    }

    /** The late fee on these has been charged by that invoice. */
    void feeCharged(List<UUID> receivables, UUID byInvoice) {
        for (UUID receivable : receivables) {
            query("UPDATE billing.receivable SET fee_invoice = ?3 WHERE tenant_id = ?1 AND invoice_id = ?2")
                    .setParameter(2, receivable)
                    .setParameter(3, byInvoice)
                    .executeUpdate();
        }
    }

    /** It is decided about the discounts of these. */
    void discountJudged(List<UUID> receivables) {
        for (UUID receivable : receivables) {
            query("UPDATE billing.receivable SET discount_judged = true WHERE tenant_id = ?1 AND invoice_id = ?2")
                    .setParameter(2, receivable)
                    .executeUpdate();
        }
    }

    /** How the company stands at the end of {@code day}: one statement, as every closing asks it of every company. */
    Standing standing(LocalDate day) {
        String sql =
                "SELECT s.covered, s.credit, CAST(r.invoice_id AS text), r.number, r.month, r.total, r.fee, r.discount,"
                        + " r.credited, r.paid, r.issued_on, r.due, r.fee_invoice IS NOT NULL, r.discount_lost, r.discount_judged,"
                        + " r.discount_invoice IS NOT NULL, p.received_on, a.amount FROM (SELECT (SELECT max(through)"
                        + " FROM platform.statement_coverage) AS covered, EXISTS (SELECT FROM billing.payment p"
                        + " WHERE p.tenant_id = ? AND p.undone_at IS NULL AND p.amount > coalesce((SELECT sum(a.amount)"
                        + " FROM billing.allocation a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id), 0)) AS credit) s"
                        // What was paid and decided long ago changes nothing any more.
                        + " LEFT JOIN billing.receivable r ON r.tenant_id = ? AND (r.paid < r.total - r.credited"
                        + " OR r.discount_lost AND r.discount_invoice IS NULL OR NOT r.discount_judged"
                        + " OR r.due > CAST(? AS date) - 366)"
                        + " LEFT JOIN billing.allocation a ON a.tenant_id = r.tenant_id AND a.invoice_id = r.invoice_id"
                        + " LEFT JOIN billing.payment p ON p.tenant_id = a.tenant_id AND p.id = a.payment_id"
                        + " ORDER BY r.due, r.number";
        return Sql.call(session, sql, select -> {
            select.setObject(1, tenant);
            select.setObject(2, tenant);
            select.setObject(3, day);
            try (ResultSet rows = select.executeQuery()) {
                return standing(rows, day);
            }
        });
    }

    private static Standing standing(ResultSet rows, LocalDate day) throws SQLException {
        Map<UUID, Owed> owed = new LinkedHashMap<>();
        Map<UUID, List<Paid>> paid = new HashMap<>();
        LocalDate covered = null;
        boolean credit = false;
        while (rows.next()) {
            covered = rows.getObject(1, LocalDate.class);
            credit = rows.getBoolean(2);
            if (rows.getString(3) != null) {
                Owed one = owed(rows);
                UUID id = one.receivable().invoiceId();
                owed.put(id, one);
                LocalDate on = rows.getObject(17, LocalDate.class);
                if (on != null) {
                    paid.computeIfAbsent(id, none -> new ArrayList<>()).add(new Paid(on, rows.getLong(18)));
                }
            }
        }
        List<Owed> all = owed.values().stream()
                .map(one -> new Owed(
                        one.receivable(),
                        one.discountLost(),
                        one.discountJudged(),
                        one.discountCharged(),
                        paid.getOrDefault(one.receivable().invoiceId(), List.of())))
                .toList();
        return new Judgement(all, covered).at(day, credit);
    }

    private static Owed owed(ResultSet row) throws SQLException {
        return new Owed(
                new Receivable(
                        UUID.fromString(row.getString(3)),
                        row.getString(4),
                        YearMonth.parse(row.getString(5)),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getObject(11, LocalDate.class),
                        row.getObject(12, LocalDate.class),
                        row.getBoolean(13)),
                row.getBoolean(14),
                row.getBoolean(15),
                row.getBoolean(16),
                List.of());
    }

    /** The debit of an invoice has failed: it has no right to its discount (B3). Said twice it counts once. */
    void loseDiscount(UUID invoice) {
        query("UPDATE billing.receivable SET discount_lost = true WHERE tenant_id = ?1 AND invoice_id = ?2"
                        + " AND discount > 0")
                .setParameter(2, invoice)
                .executeUpdate();
    }

    /** The discounts of these are charged again by that invoice. */
    void discountCharged(List<UUID> receivables, UUID byInvoice) {
        for (UUID receivable : receivables) {
            query("UPDATE billing.receivable SET discount_invoice = ?3 WHERE tenant_id = ?1 AND invoice_id = ?2")
                    .setParameter(2, receivable)
                    .setParameter(3, byInvoice)
                    .executeUpdate();
        }
    }

    /** Books a payment and spreads it over what is owed; what is left stays as credit. */
    void book(Income income, String by, Instant at) {
        book(income, null, by, at);
    }

    /** As above, where the payment is meant for one invoice first. */
    void book(Income income, UUID invoice, String by, Instant at) {
        List<Receivable> open = lockOpen();
        query("INSERT INTO billing.payment (tenant_id, id, kind, source, received_on, amount, note, recorded_at,"
                        + " recorded_by) VALUES (?1, ?2, ?3, CAST(?4 AS uuid), ?5, ?6, ?7, ?8, ?9)")
                .setParameter(2, income.id())
                .setParameter(3, income.kind())
                .setParameter(
                        4, income.source() == null ? null : income.source().toString())
                .setParameter(5, income.receivedOn())
                .setParameter(6, income.amount())
                .setParameter(7, income.note())
                .setParameter(8, at.atOffset(ZoneOffset.UTC))
                .setParameter(9, by)
                .executeUpdate();
        long meant = open.stream()
                .filter(receivable -> receivable.invoiceId().equals(invoice))
                .mapToLong(receivable -> Math.min(income.amount(), receivable.open()))
                .sum();
        if (meant > 0) {
            allocate(income.id(), new Share(invoice, meant));
        }
        long rest = income.amount() - meant;
        if (rest > 0) {
            Allocations.of(rest, meant > 0 ? lockOpen() : open).forEach(share -> allocate(income.id(), share));
        }
    }

    private void allocate(UUID payment, Share share) {
        query("INSERT INTO billing.allocation (tenant_id, payment_id, invoice_id, amount) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT (tenant_id, payment_id, invoice_id)"
                        + " DO UPDATE SET amount = allocation.amount + excluded.amount")
                .setParameter(2, payment)
                .setParameter(3, share.invoiceId())
                .setParameter(4, share.amount())
                .executeUpdate();
        query("UPDATE billing.receivable SET paid = paid + ?3 WHERE tenant_id = ?1 AND invoice_id = ?2")
                .setParameter(2, share.invoiceId())
                .setParameter(3, share.amount())
                .executeUpdate();
    }

    /** Pays what is owed out of what is left of earlier payments, the oldest first. */
    void useCredit() {
        if (credits().isEmpty() || lockOpen().isEmpty()) {
            return;
        }
        query("SELECT CAST(id AS text) FROM billing.payment WHERE tenant_id = ?1 AND undone_at IS NULL ORDER BY id"
                        + " FOR UPDATE")
                .getResultList();
        for (Credit credit : credits()) {
            Allocations.of(credit.left(), lockOpen()).forEach(share -> allocate(credit.payment(), share));
        }
    }

    /** What is left of a payment. */
    record Credit(UUID payment, long left) {}

    List<Credit> credits() {
        return Rows.of(
                query("SELECT CAST(p.id AS text), p.amount - coalesce((SELECT sum(a.amount) FROM billing.allocation a"
                        + " WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id), 0) FROM billing.payment p"
                        + " WHERE p.tenant_id = ?1 AND p.undone_at IS NULL AND p.amount > coalesce((SELECT sum(a.amount)"
                        + " FROM billing.allocation a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id), 0)"
                        + " ORDER BY p.received_on, p.id"),
                columns -> new Credit(Rows.uuid(columns[0]), Rows.number(columns[1])));
    }

    /** A credit note takes away from what is owed; what was paid beyond that becomes credit again. */
    void credit(UUID invoice, long amount) {
        Optional<Receivable> found = find(invoice);
        if (found.isEmpty()) {
            return;
        }
        Receivable receivable = found.get();
        long taken = Math.min(amount, receivable.total() - receivable.credited());
        release(receivable, Math.max(0, receivable.paid() - (receivable.total() - receivable.credited() - taken)));
        query("UPDATE billing.receivable SET credited = credited + ?3 WHERE tenant_id = ?1 AND invoice_id = ?2")
                .setParameter(2, invoice)
                .setParameter(3, taken)
                .executeUpdate();
        useCredit();
    }

    private void release(Receivable receivable, long tooMuch) {
        long left = tooMuch;
        for (Credit paid : Rows.of(
                query("SELECT CAST(payment_id AS text), amount FROM billing.allocation"
                                + " WHERE tenant_id = ?1 AND invoice_id = ?2 ORDER BY payment_id DESC FOR UPDATE")
                        .setParameter(2, receivable.invoiceId()),
                columns -> new Credit(Rows.uuid(columns[0]), Rows.number(columns[1])))) {
            long back = Math.min(left, paid.left());
            if (back > 0) {
                takeBack(paid.payment(), receivable.invoiceId(), back);
            }
            left -= back;
        }
    }

    private void takeBack(UUID payment, UUID invoice, long amount) {
        query("DELETE FROM billing.allocation WHERE tenant_id = ?1 AND payment_id = ?2 AND invoice_id = ?3"
                        + " AND amount = ?4")
                .setParameter(2, payment)
                .setParameter(3, invoice)
                .setParameter(4, amount)
                .executeUpdate();
        query("UPDATE billing.allocation SET amount = amount - ?4 WHERE tenant_id = ?1 AND payment_id = ?2"
                        + " AND invoice_id = ?3 AND amount > ?4")
                .setParameter(2, payment)
                .setParameter(3, invoice)
                .setParameter(4, amount)
                .executeUpdate();
        query("UPDATE billing.receivable SET paid = paid - ?3 WHERE tenant_id = ?1 AND invoice_id = ?2")
                .setParameter(2, invoice)
                .setParameter(3, amount)
                .executeUpdate();
    }

    /**
     * Takes a payment back; what it paid is owed again.
     *
     * @return false when there is none, or it was taken back already
     */
    boolean undo(UUID payment, String why, Instant at) {
        int undone = query("UPDATE billing.payment SET undone_at = ?3, undone_why = ?4"
                        + " WHERE tenant_id = ?1 AND id = ?2 AND undone_at IS NULL")
                .setParameter(2, payment)
                .setParameter(3, at.atOffset(ZoneOffset.UTC))
                .setParameter(4, why)
                .executeUpdate();
        if (undone == 0) {
            return false;
        }
        for (Share share : Rows.of(
                query("SELECT CAST(invoice_id AS text), amount FROM billing.allocation"
                                + " WHERE tenant_id = ?1 AND payment_id = ?2 ORDER BY invoice_id")
                        .setParameter(2, payment),
                columns -> new Share(Rows.uuid(columns[0]), Rows.number(columns[1])))) {
            takeBack(payment, share.invoiceId(), share.amount());
        }
        useCredit();
        return true;
    }

    /** Payments, newest first. */
    List<Payment> payments(UUID before, int limit) {
        Query query = query("SELECT CAST(id AS text), kind, received_on, amount, note, recorded_at, recorded_by,"
                + " undone_at, undone_why FROM billing.payment WHERE tenant_id = ?1"
                + (before == null ? "" : " AND id < ?2") + " ORDER BY payment.id DESC");
        if (before != null) {
            query.setParameter(2, before);
        }
        return Rows.of(query.setMaxResults(limit), this::payment);
    }

    Optional<Payment> payment(UUID id) {
        return Rows.of(
                        query(
                                        "SELECT CAST(id AS text), kind, received_on, amount, note, recorded_at, recorded_by,"
                                                + " undone_at, undone_why FROM billing.payment WHERE tenant_id = ?1 AND id = ?2")
                                .setParameter(2, id),
                        this::payment)
                .stream()
                .findFirst();
    }

    private Payment payment(Object[] columns) {
        UUID id = Rows.uuid(columns[0]);
        List<Payment.Share> shares = Rows.of(
                query("SELECT CAST(a.invoice_id AS text), r.number, a.amount FROM billing.allocation a"
                                + " JOIN billing.receivable r ON r.tenant_id = a.tenant_id"
                                + " AND r.invoice_id = a.invoice_id WHERE a.tenant_id = ?1 AND a.payment_id = ?2"
                                + " ORDER BY r.due, r.number")
                        .setParameter(2, id),
                row -> new Payment.Share(Rows.uuid(row[0]), (String) row[1], Rows.number(row[2])));
        long amount = Rows.number(columns[3]);
        return new Payment(
                id,
                (String) columns[1],
                Rows.date(columns[2]),
                amount,
                (String) columns[4],
                shares,
                columns[7] != null
                        ? 0
                        : amount
                                - shares.stream()
                                        .mapToLong(Payment.Share::amount)
                                        .sum(),
                Rows.instant(columns[5]),
                (String) columns[6],
                Rows.instant(columns[7]),
                (String) columns[8]);
    }

    private Query query(String sql) {
        return session.entities().createNativeQuery(sql).setParameter(1, tenant);
    }

    private static Receivable receivable(Object[] columns) {
        return new Receivable(
                Rows.uuid(columns[0]),
                (String) columns[1],
                YearMonth.parse((String) columns[2]),
                Rows.number(columns[3]),
                Rows.number(columns[4]),
                Rows.number(columns[5]),
                Rows.number(columns[6]),
                Rows.number(columns[7]),
                Rows.date(columns[8]),
                Rows.date(columns[9]),
                (Boolean) columns[10]);
    }
}
