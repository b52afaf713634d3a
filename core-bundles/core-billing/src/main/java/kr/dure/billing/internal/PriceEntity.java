package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;

/** A row of the platform's price book: what a product costs from a day on. */
@Entity
@IdClass(PriceEntity.Key.class)
@Table(schema = "platform", name = "price")
class PriceEntity {
    @Id
    private String product;

    @Id
    @Column(name = "effective_from")
    private LocalDate effectiveFrom;

    @Enumerated(EnumType.STRING)
    private Basis basis;

    private long won;

    @Column(insertable = false)
    private long version;

    @Column(name = "recorded_at", insertable = false)
    private Instant recordedAt;

    @Column(name = "recorded_by")
    private String recordedBy;

    protected PriceEntity() {}

    String product() {
        return product;
    }

    LocalDate effectiveFrom() {
        return effectiveFrom;
    }

    /** Of the entry in the price book. */
    long version() {
        return version;
    }

    PriceBookEntry toEntry() {
        return new PriceBookEntry(product, effectiveFrom, basis, won, null, version, recordedAt, recordedBy);
    }

    Price toPrice() {
        return new Price(basis, won);
    }

    /** A product has one price per day. The form is JPA's. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        public String product;
        public LocalDate effectiveFrom;

        public Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(product, key.product)
                    && Objects.equals(effectiveFrom, key.effectiveFrom);
        }

        @Override
        public int hashCode() {
            return Objects.hash(product, effectiveFrom);
        }
    }
}
