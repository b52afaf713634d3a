package kr.dure.billing.internal;

import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;

/** Invoices of the current tenant with their lines, and the numbers they get. */
public final class InvoiceRepository {
    /** Where the version of the price book stands among the columns of a line. */
    private static final int PRICE_BOOK = 12;

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
     * Writes the invoice with these lines instead of those it had.
     *
     * @param fresh whether it had none yet
     */
    void store(InvoiceEntity invoice, boolean fresh, List<Line> lines, Ids ids) {
        session.entities().persist(invoice);
        session.entities().flush();
        if (!fresh) {
            session.entities()
                    .createQuery("delete from InvoiceLineEntity l where l.invoiceId = :invoice")
                    .setParameter("invoice", invoice.id())
                    .executeUpdate();
        }
        if (!lines.isEmpty()) {
            insert(invoice.id(), lines, ids);
        }
    }

    /** All lines in one statement: a closing writes very many. */
    private void insert(UUID invoice, List<Line> lines, Ids ids) {
        StringBuilder sql = new StringBuilder("INSERT INTO billing.invoice_line (id, invoice_id, position, code,"
                + " description_ko, description_en, quantity, unit_price, days, of_days, amount, rule, price_book,"
                + " explanation_ko, explanation_en) VALUES ");
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            sql.append(i == 0 ? "(" : ", (");
            Object[] row = {
                ids.next(),
                invoice,
                i,
                line.code(),
                line.description().ko(),
                line.description().en(),
                line.quantity(),
                line.unitPrice(),
                line.days(),
                line.ofDays(),
                line.amount(),
                line.rule(),
                line.priceBook() == null ? null : line.priceBook().toString(),
                line.explanation().ko(),
                line.explanation().en()
            };
            for (int column = 0; column < row.length; column++) {
                values.add(row[column]);
                String parameter = "?" + values.size();
                sql.append(column == 0 ? "" : ", ")
                        .append(column == PRICE_BOOK ? "CAST(" + parameter + " AS bigint)" : parameter);
            }
            sql.append(')');
        }
        Query query = session.entities().createNativeQuery(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        query.executeUpdate();
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
