package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.product.Text;

/** One line of an invoice. */
@Entity
@Table(name = "invoice_line")
class InvoiceLineEntity {
    @Id
    private UUID id;

    @Column(name = "invoice_id")
    private UUID invoiceId;

    private int position;
    private String code;

    @Column(name = "description_ko")
    private String descriptionKo;

    @Column(name = "description_en")
    private String descriptionEn;

    private long quantity;

    @Column(name = "unit_price")
    private long unitPrice;

    private int days;

    @Column(name = "of_days")
    private int ofDays;

    private long amount;
    private String rule;

    @Column(name = "price_book")
    private Long priceBook;

    @Column(name = "explanation_ko")
    private String explanationKo;

    @Column(name = "explanation_en")
    private String explanationEn;

    protected InvoiceLineEntity() {}

    UUID invoiceId() {
        return invoiceId;
    }

    Line toLine() {
        return new Line(
                code,
                new Text(descriptionKo, descriptionEn),
                quantity,
                unitPrice,
                days,
                ofDays,
                amount,
                rule,
                priceBook,
                new Text(explanationKo, explanationEn));
    }
}
