package kr.dure.approval.internal.setting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.line.LinePolicy;

/** The company's one row of settings. */
@Entity
@Table(name = "setting")
class SettingEntity {
    /** There is one row for each tenant. */
    static final UUID ID = new UUID(0, 1);

    @Id
    private UUID id = ID;

    private String policy;

    @Version
    private int version;

    protected SettingEntity() {}

    SettingEntity(LinePolicy policy) {
        put(policy);
    }

    void put(LinePolicy next) {
        policy = Json.write(next);
    }

    LinePolicy policy() {
        return Json.read(policy, LinePolicy.class);
    }

    int version() {
        return version;
    }
}
