package kr.dure.billing.internal;

import jakarta.persistence.TypedQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;

/** Invoices of the current tenant with their lines, and the numbers they get. */
public final class InvoiceRepository {
    private final Session session;

    public InvoiceRepository(Session session) {
        this.session = session;
    }

    /** Whose invoice it is, for the operator, who reads across tenants; or empty. */
    public static Optional<UUID> owner(Session session, UUID invoice) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT CAST(tenant_id AS text) FROM billing.invoice WHERE id = ?1")
                .setParameter(1, invoice)
                .getResultList();
        return rows.stream().map(row -> UUID.fromString((String) row)).findFirst();
    }

    /** The FINAL invoice of {@code month}, or empty. */
    public Optional<Invoice> issued(YearMonth month) {
        return findByMonth(month)
                .filter(invoice -> !invoice.provisional())
                .flatMap(invoice -> withLines(List.of(invoice)).stream().findFirst());
    }

    Optional<InvoiceEntity> findByMonth(YearMonth month) {
        return query("select i from InvoiceEntity i where i.month = :month")
                .setParameter("month", month.toString())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The invoice with this id. */
    public Optional<Invoice> find(UUID id) {
        InvoiceEntity invoice = session.entities().find(InvoiceEntity.class, id);
        return invoice == null
                ? Optional.empty()
                : withLines(List.of(invoice)).stream().findFirst();
    }

    /** Invoices in the order in which they were made. */
    public List<Invoice> list(UUID after, int limit) {
        TypedQuery<InvoiceEntity> query = after == null
                ? query("select i from InvoiceEntity i order by i.id")
                : query("select i from InvoiceEntity i where i.id > :after order by i.id")
                        .setParameter("after", after);
        return withLines(query.setMaxResults(limit).getResultList());
    }

    /**
     * Writes the invoice of a month without number, with these lines instead of those it had.
     *
     * @param fresh whether it had none yet
     */
    void store(UUID id, PriceAnswer answer, boolean fresh, Ids ids) {
        if (!fresh) {
            Sql.call(session, "DELETE FROM billing.invoice_line WHERE invoice_id = ?", delete -> {
                delete.setObject(1, id);
                return delete.executeUpdate();
            });
        }
        // One statement, the same for any number of lines: a closing writes very many.
        String sql =
                "WITH invoice AS (INSERT INTO billing.invoice (id, month, state, supply, vat, late_fee, total, version)"
                        + " VALUES (?, ?, 'PROVISIONAL', ?, ?, ?, ?, 1) ON CONFLICT (tenant_id, id) DO UPDATE SET"
                        + " supply = excluded.supply, vat = excluded.vat, late_fee = excluded.late_fee, total = excluded.total,"
                        + " version = invoice.version + 1 WHERE invoice.state = 'PROVISIONAL')"
                        + " INSERT INTO billing.invoice_line (invoice_id, id, position, code, description_ko, description_en,"
                        + " quantity, unit_price, days, of_days, amount, rule, price_book, explanation_ko, explanation_en)"
                        + " SELECT ?, * FROM unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[],"
                        + " ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[])";
        Sql.call(session, sql, insert -> {
            insert.setObject(1, id);
            insert.setString(2, answer.month().toString());
            insert.setLong(3, answer.supply());
            insert.setLong(4, answer.vat());
            insert.setLong(5, answer.lateFee());
            insert.setLong(6, answer.total());
            insert.setObject(7, id);
            columns(answer.lines(), ids, insert);
            return insert.executeUpdate();
        });
    }

    private static void columns(List<Line> lines, Ids ids, PreparedStatement insert) throws SQLException {
        AtomicInteger position = new AtomicInteger();
        array(insert, 8, "uuid", lines, line -> ids.next());
        array(insert, 9, "int4", lines, line -> position.getAndIncrement());
        array(insert, 10, "text", lines, Line::code);
        array(insert, 11, "text", lines, line -> line.description().ko());
        array(insert, 12, "text", lines, line -> line.description().en());
        array(insert, 13, "int8", lines, Line::quantity);
        array(insert, 14, "int8", lines, Line::unitPrice);
        array(insert, 15, "int4", lines, Line::days);
        array(insert, 16, "int4", lines, Line::ofDays);
        array(insert, 17, "int8", lines, Line::amount);
        array(insert, 18, "text", lines, Line::rule);
        array(insert, 19, "int8", lines, Line::priceBook);
        array(insert, 20, "text", lines, line -> line.explanation().ko());
        array(insert, 21, "text", lines, line -> line.explanation().en());
    }

    private static void array(
            PreparedStatement insert, int parameter, String type, List<Line> lines, Function<Line, Object> value)
            throws SQLException {
        Object[] values = lines.stream().map(value).toArray();
        insert.setArray(parameter, insert.getConnection().createArrayOf(type, values));
    }

    /**
     * Makes a stored invoice FINAL with the next number of its year. It comes late: until this transaction ends, nobody
     * else gets one.
     *
     * @return the number
     */
    String issue(UUID id, LocalDate today, Instant now, LocalDate due) {
        String sql = "WITH numbered AS (INSERT INTO platform.invoice_sequence (month, last) VALUES (?, 1)"
                + " ON CONFLICT (month) DO UPDATE SET last = invoice_sequence.last + 1 RETURNING month, last)"
                + " UPDATE billing.invoice SET state = 'FINAL', number = numbered.month || '-'"
                + " || lpad(CAST(numbered.last AS text), greatest(6, length(CAST(numbered.last AS text))), '0'),"
                + " issued_at = ?, due = ?, version = version + 1 FROM numbered WHERE id = ? AND state = 'PROVISIONAL'"
                + " RETURNING number";
        return Sql.call(session, sql, update -> {
            update.setString(1, Integer.toString(today.getYear()));
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            update.setObject(3, due);
            update.setObject(4, id);
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("Invoice " + id + " is final.");
                }
                return rows.getString(1);
            }
        });
    }

    /**
     * The next number of the series, e.g. {@code 2026-000001}. Others wait until this transaction ends, so that no number
     * is ever missing.
     */
    public String nextNumber(String series) {
        Number last = (Number) session.entities()
                .createNativeQuery("INSERT INTO platform.invoice_sequence (month, last) VALUES (?1, 1)"
                        + " ON CONFLICT (month) DO UPDATE SET last = invoice_sequence.last + 1 RETURNING last")
                .setParameter(1, series)
                .getSingleResult();
        return String.format(Locale.ROOT, "%s-%06d", series, last.longValue());
    }

    private List<Invoice> withLines(List<InvoiceEntity> invoices) {
        if (invoices.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<Line>> lines = session
                .entities()
                .createQuery(
                        "select l from InvoiceLineEntity l where l.invoiceId in :invoices order by l.position",
                        InvoiceLineEntity.class)
                .setParameter(
                        "invoices", invoices.stream().map(InvoiceEntity::id).toList())
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        InvoiceLineEntity::invoiceId,
                        Collectors.mapping(InvoiceLineEntity::toLine, Collectors.toList())));
        return invoices.stream()
                .map(invoice -> invoice.toInvoice(lines.getOrDefault(invoice.id(), List.of())))
                .toList();
    }

    private TypedQuery<InvoiceEntity> query(String jpql) {
        return session.entities().createQuery(jpql, InvoiceEntity.class);
    }
}
