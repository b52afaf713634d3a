package kr.dure.persistence.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** One column of every type that apps use. */
@Entity
@Table(name = "thing")
class ThingEntity {
    @Id
    private UUID id;

    private String name;

    private long won;

    @Column(name = "on_date")
    private LocalDate onDate;

    @Column(name = "at")
    private Instant at;

    private UUID other;

    private byte[] bytes;

    @Version
    private int version;

    protected ThingEntity() {}

    ThingEntity(UUID id, String name, long won, LocalDate onDate, Instant at, UUID other, byte[] bytes) {
        this.id = id;
        this.name = name;
        this.won = won;
        this.onDate = onDate;
        this.at = at;
        this.other = other;
        this.bytes = bytes;
    }

    void rename(String name) {
        this.name = name;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    long won() {
        return won;
    }

    LocalDate onDate() {
        return onDate;
    }

    Instant at() {
        return at;
    }

    UUID other() {
        return other;
    }

    byte[] bytes() {
        return bytes;
    }

    int version() {
        return version;
    }
}
