package kr.dure.billing.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** A row of the platform's price book that is no price: what a policy says from a day on. */
@Entity
@IdClass(PolicyEntity.Key.class)
@Table(schema = "platform", name = "price_policy")
class PolicyEntity {
    @Id
    private String name;

    @Id
    @Column(name = "effective_from")
    private LocalDate effectiveFrom;

    private String value;

    @Column(insertable = false)
    private long version;

    @Column(name = "recorded_at", insertable = false)
    private Instant recordedAt;

    @Column(name = "recorded_by")
    private String recordedBy;

    protected PolicyEntity() {}

    String name() {
        return name;
    }

    LocalDate effectiveFrom() {
        return effectiveFrom;
    }

    String value() {
        return value;
    }

    /** Of the entry in the price book. */
    long version() {
        return version;
    }

    PriceBookEntry toEntry() {
        return new PriceBookEntry(name, effectiveFrom, null, null, value, version, recordedAt, recordedBy);
    }

    /** A policy has one value per day. The form is JPA's. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        public String name;
        public LocalDate effectiveFrom;

        public Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(name, key.name)
                    && Objects.equals(effectiveFrom, key.effectiveFrom);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, effectiveFrom);
        }
    }
}
