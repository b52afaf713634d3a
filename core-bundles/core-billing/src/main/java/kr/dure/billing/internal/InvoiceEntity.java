package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.Invoice.State;
import kr.dure.billing.internal.pricing.Line;

/** What a tenant owes for a usage month; its lines are {@link InvoiceLineEntity}. */
@Entity
@Table(name = "invoice")
class InvoiceEntity {
    @Id
    private UUID id;

    private String month;

    @Enumerated(EnumType.STRING)
    private State state;

    private String number;
    private long supply;
    private long vat;

    @Column(name = "late_fee")
    private long lateFee;

    private long total;

    @Column(name = "issued_at")
    private Instant issuedAt;

    private LocalDate due;

    @Version
    private int version;

    protected InvoiceEntity() {}

    UUID id() {
        return id;
    }

    boolean provisional() {
        return state == State.PROVISIONAL;
    }

    Invoice toInvoice(List<Line> lines) {
        return new Invoice(
                id, YearMonth.parse(month), state, number, lines, supply, vat, lateFee, total, issuedAt, due);
    }
}
