package kr.dure.web.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import kr.dure.web.Operations.Operation;

/** Long work and how far it is. */
@Entity
@Table(schema = "platform", name = "operation")
class OperationEntity {
    private static final int MESSAGE_LIMIT = 500;

    @Id
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenantId;

    private String state;
    private int progress;
    private String message;

    @Column(name = "started_at")
    private Instant startedAt;

    /** The server that runs it. */
    private String node;

    protected OperationEntity() {}

    OperationEntity(UUID id, UUID tenantId, String node, Instant startedAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.node = node;
        this.startedAt = startedAt;
        this.state = "RUNNING";
        this.message = "";
    }

    void report(String newState, int percent, String text) {
        state = newState;
        progress = percent;
        message = text.length() > MESSAGE_LIMIT ? text.substring(0, MESSAGE_LIMIT) : text;
    }

    Operation toOperation() {
        return new Operation(id, state, progress, message);
    }
}
