package kr.dure.approval.internal.document;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.Json;

/** A line that somebody keeps for himself (나의 결재선). */
@Entity
@Table(name = "saved_line")
class SavedLineEntity {
    private static final TypeReference<List<LineStep>> STEPS = new TypeReference<>() {};

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    private String name;
    private String steps;

    @Version
    private int version;

    protected SavedLineEntity() {}

    SavedLineEntity(UUID id, UUID accountId) {
        this.id = id;
        this.accountId = accountId;
    }

    void put(String called, List<LineStep> line) {
        name = called;
        steps = Json.write(line);
    }

    boolean of(UUID account) {
        return accountId.equals(account);
    }

    int version() {
        return version;
    }

    LineService.SavedLine line() {
        return new LineService.SavedLine(id, name, Json.list(steps, STEPS), version);
    }
}
