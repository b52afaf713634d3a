package kr.dure.billing.internal.credit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.pricing.Line;

/** What takes back a part of an invoice: written once, never changed. */
@Entity
@Table(name = "credit_note")
class CreditNoteEntity {
    @Id
    private UUID id;

    @Column(name = "invoice_id")
    private UUID invoiceId;

    private String number;
    private String reason;
    private long supply;
    private long vat;

    @Column(name = "late_fee")
    private long lateFee;

    private long total;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "request_key")
    private String requestKey;

    private String request;

    protected CreditNoteEntity() {}

    CreditNoteEntity(CreditNote note, String requestKey, String request) {
        this.id = note.id();
        this.invoiceId = note.invoiceId();
        this.number = note.number();
        this.reason = note.reason();
        this.supply = note.supply();
        this.vat = note.vat();
        this.lateFee = note.lateFee();
        this.total = note.total();
        this.issuedAt = note.issuedAt();
        this.requestKey = requestKey;
        this.request = request;
    }

    UUID id() {
        return id;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    /** Whether it was ordered with these very words. */
    boolean ordered(String words) {
        return request.equals(words);
    }

    CreditNote toCreditNote(String invoiceNumber, List<Line> lines) {
        return new CreditNote(
                id, invoiceId, invoiceNumber, number, reason, lines, supply, vat, lateFee, total, issuedAt);
    }
}
