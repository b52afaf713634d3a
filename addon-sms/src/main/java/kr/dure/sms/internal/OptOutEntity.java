package kr.dure.sms.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "opt_out")
class OptOutEntity {
    @Id
    private UUID id;

    private String number;
    private Instant at;

    protected OptOutEntity() {}

    OptOutEntity(UUID id, String number, Instant at) {
        this.id = id;
        this.number = number;
        this.at = at;
    }

    OptOut toOptOut() {
        return new OptOut(id, number, at);
    }
}
