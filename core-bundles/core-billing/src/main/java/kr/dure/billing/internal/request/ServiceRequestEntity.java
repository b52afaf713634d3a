package kr.dure.billing.internal.request;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequest.State;
import kr.dure.product.Text;
import kr.dure.web.Conflict;

/** A row of the requests to the service centre. */
@Entity
@Table(name = "service_request")
class ServiceRequestEntity {
    @Id
    private UUID id;

    /** For the operator, who reads across tenants; the database fills it. */
    @Column(name = "tenant_id", insertable = false, updatable = false)
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String product;
    private Long seats;

    @Column(name = "wished_on")
    private LocalDate wishedOn;

    private String note;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "effective_on")
    private LocalDate effectiveOn;

    @Column(name = "reason_ko")
    private String reasonKo;

    @Column(name = "reason_en")
    private String reasonEn;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "state_since")
    private Instant stateSince;

    @Version
    private int version;

    protected ServiceRequestEntity() {}

    ServiceRequestEntity(UUID id, ServiceRequests.NewRequest request, String requestedBy, Instant at) {
        this.id = id;
        this.kind = request.kind();
        this.product = request.product();
        this.seats = request.seats() == null ? null : request.seats().longValue();
        this.wishedOn = request.wishedOn();
        this.note = request.note() == null || request.note().isBlank()
                ? null
                : request.note().strip();
        this.state = State.REQUESTED;
        this.requestedBy = requestedBy;
        this.requestedAt = at;
        this.stateSince = at;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    Kind kind() {
        return kind;
    }

    String product() {
        return product;
    }

    long seats() {
        return seats;
    }

    State state() {
        return state;
    }

    LocalDate effectiveOn() {
        return effectiveOn;
    }

    int version() {
        return version;
    }

    void schedule(LocalDate day, Instant at) {
        become(State.SCHEDULED, at);
        effectiveOn = day;
    }

    void withdraw(Instant at) {
        become(State.WITHDRAWN, at);
    }

    void refuse(Text reason, Instant at) {
        become(State.REFUSED, at);
        reasonKo = reason.ko();
        reasonEn = reason.en();
    }

    /** It is carried out, with effect from {@code day} on. */
    void applied(LocalDate day, Instant at) {
        become(State.APPLIED, at);
        effectiveOn = day;
    }

    void fail(LocalDate day, Text reason, Instant at) {
        become(State.FAILED, at);
        effectiveOn = day;
        reasonKo = reason.ko();
        reasonEn = reason.en();
    }

    /** @throws Conflict when nothing can come of it any more */
    void refuseIfOver() {
        if (!state.open()) {
            throw new Conflict("이미 끝난 요청입니다(" + state + ").", "The request is over already (" + state + ").");
        }
    }

    private void become(State next, Instant at) {
        refuseIfOver();
        state = next;
        stateSince = at;
    }

    /** For the audit log. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("kind", kind.name());
        facts.put("product", product);
        facts.put("seats", seats);
        facts.put("state", state.name());
        facts.put("effectiveOn", effectiveOn == null ? null : effectiveOn.toString());
        facts.put("reason", reasonEn);
        return facts;
    }

    ServiceRequest toServiceRequest() {
        return new ServiceRequest(
                id,
                kind,
                product,
                seats,
                wishedOn,
                note,
                state,
                effectiveOn,
                reasonKo == null ? null : new Text(reasonKo, reasonEn),
                requestedBy,
                requestedAt,
                stateSince,
                version);
    }
}
