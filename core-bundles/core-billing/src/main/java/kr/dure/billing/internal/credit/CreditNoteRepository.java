package kr.dure.billing.internal.credit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.InvoiceRepository;
import kr.dure.persistence.Session;

/** Credit notes of the current tenant. */
public final class CreditNoteRepository {
    private final Session session;

    public CreditNoteRepository(Session session) {
        this.session = session;
    }

    void add(CreditNoteEntity note, List<CreditNoteLineEntity> lines) {
        session.entities().persist(note);
        session.entities().flush();
        lines.forEach(session.entities()::persist);
        session.entities().flush();
    }

    Optional<CreditNoteEntity> byRequest(String key) {
        return session
                .entities()
                .createQuery("select n from CreditNoteEntity n where n.requestKey = :key", CreditNoteEntity.class)
                .setParameter("key", key)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Those of an invoice, oldest first. */
    public List<CreditNote> of(UUID invoice) {
        return withLines(session.entities()
                .createQuery(
                        "select n from CreditNoteEntity n where n.invoiceId = :invoice order by n.id",
                        CreditNoteEntity.class)
                .setParameter("invoice", invoice)
                .getResultList());
    }

    /** Oldest first. */
    public List<CreditNote> list(UUID after, int limit) {
        UUID from = after == null ? new UUID(0, 0) : after;
        return withLines(session.entities()
                .createQuery(
                        "select n from CreditNoteEntity n where n.id > :after order by n.id", CreditNoteEntity.class)
                .setParameter("after", from)
                .setMaxResults(limit)
                .getResultList());
    }

    /** What credit notes took back of each line of an invoice: positive won by the line's number, 1 for the first. */
    Map<Integer, Long> taken(UUID invoice) {
        return session
                .entities()
                .createQuery(
                        "select l from CreditNoteLineEntity l where l.creditNoteId in"
                                + " (select n.id from CreditNoteEntity n where n.invoiceId = :invoice)",
                        CreditNoteLineEntity.class)
                .setParameter("invoice", invoice)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        CreditNoteLineEntity::invoiceLine, Collectors.summingLong(line -> -line.amount())));
    }

    List<CreditNote> withLines(List<CreditNoteEntity> notes) {
        if (notes.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<CreditNoteLineEntity>> lines = session
                .entities()
                .createQuery(
                        "select l from CreditNoteLineEntity l where l.creditNoteId in :notes order by l.position",
                        CreditNoteLineEntity.class)
                .setParameter("notes", notes.stream().map(CreditNoteEntity::id).toList())
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(CreditNoteLineEntity::creditNoteId));
        InvoiceRepository invoices = new InvoiceRepository(session);
        return notes.stream()
                .map(note -> note.toCreditNote(
                        invoices.find(note.invoiceId()).map(Invoice::number).orElseThrow(),
                        lines.getOrDefault(note.id(), List.of()).stream()
                                .map(CreditNoteLineEntity::toLine)
                                .toList()))
                .toList();
    }
}
